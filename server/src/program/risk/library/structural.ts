// SPDX-License-Identifier: Apache-2.0
// Threats by things that fail: machines, software, providers, one person who is missing.
import { threatsOf, type Threat } from "./threat.ts";

const threat = threatsOf("structural");

export const STRUCTURAL: readonly Threat[] = [
  threat("hardware-failure", "A disk, machine or device fails.", {
    concerns: ["database", "network", "workstation", "other"],
    vulnerabilities: ["There is only one of it.", "Nobody is told when it begins to fail.", "What it held is not backed up."],
    cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(B)"],
  }),
  threat("software-failure", "Software fails and stops, or computes something wrong.", {
    concerns: ["application", "database", "cloud-service", "other"],
    vulnerabilities: [
      "Failures are not noticed before users call.",
      "It does not start again by itself.",
      "Results are not checked against anything.",
    ],
    cites: ["164.308(a)(7)(ii)(C)", "164.312(c)(1)"],
  }),
  threat("data-corruption", "Stored records turn out to be damaged.", {
    concerns: ["database", "application", "other"],
    vulnerabilities: ["Damage is found only when a record is read.", "Backups hold the same damage.", "Nothing compares copies."],
    cites: ["164.312(c)(1)", "164.312(c)(2)", "164.308(a)(7)(ii)(A)"],
  }),
  threat("backup-failure", "A backup is missing or cannot be restored when it is needed.", {
    concerns: ["database", "cloud-service", "application"],
    isAtThirdParties: true,
    vulnerabilities: ["Restoring was never tried.", "A failed backup tells nobody.", "The key to it is kept with it."],
    cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(D)"],
  }),
  threat("lost-encryption-key", "The key that opens PHI is lost.", {
    concerns: ["database", "application"],
    vulnerabilities: ["There is one copy of it.", "Nobody tried to start from the copy.", "One person alone knows where it is."],
    cites: ["164.312(a)(2)(iv)", "164.308(a)(7)(ii)(B)"],
  }),
  threat("provider-outage", "A provider that we depend on is down.", {
    concerns: ["cloud-service", "application", "flow"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Everything runs with one provider in one region.",
      "Nobody knows how long we can do without.",
      "How to work meanwhile is not written down.",
    ],
    cites: ["164.308(a)(7)(ii)(B)", "164.308(a)(7)(ii)(C)", "164.308(a)(7)(ii)(E)"],
  }),
  threat("provider-ends", "A provider gives up, is sold or cancels the contract.", {
    concerns: ["cloud-service"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Our data cannot be taken out in a usable form.",
      "Return or destruction is not agreed.",
      "There is no second source.",
    ],
    cites: ["164.308(b)(1)", "164.504(e)(2)(ii)(J)", "164.308(a)(7)(ii)(B)"],
  }),
  threat("end-of-support", "Something in use no longer gets security updates.", {
    concerns: ["application", "network", "workstation", "database", "other"],
    vulnerabilities: ["Nobody knows the versions in use.", "Replacing it was put off.", "It cannot be replaced without stopping."],
    cites: ["164.308(a)(5)(ii)(B)", "164.308(a)(1)(ii)(B)"],
  }),
  threat("capacity-exhausted", "Disk, memory or limits run out and a system stops.", {
    concerns: ["database", "application", "network", "cloud-service"],
    vulnerabilities: ["Nobody watches how full it is.", "Limits of a service are not known.", "Old data is never moved."],
    cites: ["164.308(a)(7)(ii)(C)", "164.312(b)"],
  }),
  threat("network-failure", "A network or name service fails.", {
    concerns: ["network", "flow"],
    vulnerabilities: [
      "There is one line and no other.",
      "Names and certificates end without a warning.",
      "Systems cannot reach each other any other way.",
    ],
    cites: ["164.308(a)(7)(ii)(C)", "164.312(e)(1)"],
  }),
  threat("key-person-missing", "The one person who knows how is not there.", {
    concerns: ["workforce"],
    vulnerabilities: ["Procedures are in one head.", "Nobody else has the access.", "Who stands in is not written down."],
    cites: ["164.308(a)(2)", "164.308(a)(7)(ii)(C)"],
  }),
  threat("missing-traces", "Something happened and what was recorded does not show it.", {
    concerns: ["application", "database", "network", "cloud-service"],
    vulnerabilities: [
      "Not everything that reads PHI is recorded.",
      "Records of activity can be changed or are kept too short.",
      "Nobody looks at them.",
    ],
    cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(5)(ii)(C)"],
  }),
];
