// SPDX-License-Identifier: Apache-2.0
// Threats by nature and by what a place depends on.
import { threatsOf, type Threat } from "./threat.ts";

const threat = threatsOf("environmental");

export const ENVIRONMENTAL: readonly Threat[] = [
  threat("fire-or-water", "Fire, smoke or water damages a place and what stands in it.", {
    concerns: ["site", "workstation"],
    vulnerabilities: [
      "There is no detector or extinguisher.",
      "Machines stand where water may come.",
      "The only copy is in the same place.",
    ],
    cites: ["164.310(a)(2)(i)", "164.308(a)(7)(ii)(B)"],
  }),
  threat("storm-or-earthquake", "A storm, flood or earthquake makes a place or region unusable.", {
    concerns: ["site", "cloud-service", "database"],
    vulnerabilities: ["Copies are in the same region.", "People cannot work from elsewhere.", "How to reach each other is not agreed."],
    cites: ["164.308(a)(7)(ii)(B)", "164.308(a)(7)(ii)(C)", "164.310(a)(2)(i)"],
  }),
  threat("power-failure", "Power fails for hours.", {
    concerns: ["site", "network", "workstation"],
    vulnerabilities: ["There is no supply that bridges it.", "Systems do not stop in good order.", "Doors and alarms depend on it."],
    cites: ["164.308(a)(7)(ii)(C)", "164.310(a)(2)(i)"],
  }),
  threat("telecommunications-failure", "Internet or telephone fails in a place.", {
    concerns: ["site", "network", "flow"],
    vulnerabilities: [
      "There is one provider.",
      "Who is called then is written down only online.",
      "Work that cannot wait has no other way.",
    ],
    cites: ["164.308(a)(7)(ii)(C)", "164.312(a)(2)(ii)"],
  }),
  threat("epidemic", "Many people are ill or may not come at the same time.", {
    concerns: ["workforce"],
    vulnerabilities: ["Work is tied to a place.", "Who stands in for whom is not settled.", "Access for those who stand in takes days."],
    cites: ["164.308(a)(7)(ii)(C)", "164.308(a)(2)"],
  }),
];
