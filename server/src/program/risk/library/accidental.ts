// SPDX-License-Identifier: Apache-2.0
// Threats by mistakes of people who mean well.
import { threatsOf, type Threat } from "./threat.ts";

const threat = threatsOf("accidental");

export const ACCIDENTAL: readonly Threat[] = [
  threat("misdirected-message", "PHI goes to the wrong recipient.", {
    concerns: ["flow", "workforce"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Addresses are typed or completed by guess.",
      "Messages with PHI leave without a second look.",
      "There is no way to take one back.",
    ],
    cites: ["164.308(a)(5)(i)", "164.502(b)", "164.308(a)(6)(ii)"],
  }),
  threat("misconfiguration", "A setting leaves data open to people who should not see it.", {
    concerns: ["cloud-service", "database", "network", "application"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Settings are changed by hand and nobody reviews them.",
      "What is open to the public is not looked for.",
      "Defaults of a new service are left as they come.",
    ],
    cites: ["164.308(a)(8)", "164.312(a)(1)", "164.308(a)(4)(ii)(C)"],
  }),
  threat("phi-in-wrong-place", "PHI ends up in logs, tickets, chats, test data or mail.", {
    concerns: ["application", "cloud-service", "workforce", "workstation", "other"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Errors and logs print what they work on.",
      "Real records are used to try something.",
      "There is no approved place to share a case.",
    ],
    cites: ["164.502(b)", "164.310(d)(1)", "164.308(a)(5)(i)"],
  }),
  threat("phi-into-ai-tool", "PHI is typed into a tool of somebody with whom there is no contract.", {
    concerns: ["workforce", "workstation"],
    vulnerabilities: [
      "Approved tools are not known.",
      "Browsers and assistants send what they see.",
      "People have no approved way to do the same work.",
    ],
    cites: ["164.308(b)(1)", "164.502(e)(1)(i)", "164.308(a)(5)(i)"],
  }),
  threat("faulty-change", "A change or release damages, mixes up or exposes records.", {
    concerns: ["application", "database", "network"],
    vulnerabilities: [
      "Changes go out without a second pair of eyes.",
      "They are not tried on anything like the real system.",
      "There is no way back.",
    ],
    cites: ["164.308(a)(8)", "164.312(c)(1)", "164.308(a)(7)(ii)(A)"],
  }),
  threat("accidental-deletion", "Records are deleted or overwritten by mistake.", {
    concerns: ["database", "application", "cloud-service", "other"],
    vulnerabilities: ["One command deletes without asking.", "Backups are rare or were never restored.", "Deleting leaves no trace."],
    cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(D)", "164.312(c)(1)"],
  }),
  threat("lost-device", "A device or medium with PHI is lost.", {
    concerns: ["workstation"],
    vulnerabilities: ["Disks are not encrypted.", "Nobody knows which devices there are.", "A loss is reported late."],
    cites: ["164.310(d)(1)", "164.310(d)(2)(iii)", "164.312(a)(2)(iv)"],
  }),
  threat("improper-disposal", "PHI is still on media, machines or paper that are given away.", {
    concerns: ["workstation", "site", "database", "other"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Deleting is taken for erasing.",
      "Nobody records what was disposed of and how.",
      "Rented machines go back as they are.",
    ],
    cites: ["164.310(d)(2)(i)", "164.310(d)(2)(ii)"],
  }),
  threat("excessive-access", "People keep access that they no longer need.", {
    concerns: ["application", "database", "cloud-service"],
    vulnerabilities: [
      "Access grows with each task and is never taken back.",
      "Nobody reviews who has what.",
      "Roles are wider than the work.",
    ],
    cites: ["164.308(a)(4)(ii)(C)", "164.308(a)(3)(ii)(A)", "164.502(b)"],
  }),
  threat("untrained-handling", "Somebody handles PHI wrongly because nobody taught them.", {
    concerns: ["workforce"],
    isAtThirdParties: true,
    vulnerabilities: ["Training comes after access.", "Policies are too long to be read.", "Changes of rules are not passed on."],
    cites: ["164.308(a)(5)(i)", "164.530(b)(1)"],
  }),
  threat("overheard-or-overseen", "PHI is seen on a screen or heard in a conversation.", {
    concerns: ["workforce", "site", "workstation"],
    vulnerabilities: [
      "People work in public or shared rooms.",
      "Screens do not lock by themselves.",
      "Calls about individuals are held where others sit.",
    ],
    cites: ["164.310(b)", "164.312(a)(2)(iii)", "164.530(c)(1)"],
  }),
  threat("wrong-record", "PHI of one individual is written into the record of another.", {
    concerns: ["application", "flow"],
    vulnerabilities: [
      "Individuals are matched by name alone.",
      "Doubles are merged without a look.",
      "Nobody notices until somebody complains.",
    ],
    cites: ["164.312(c)(1)", "164.312(c)(2)", "164.526(a)(1)"],
  }),
  threat("lapsed-contract", "PHI goes to somebody without an associate contract in force.", {
    concerns: ["cloud-service", "flow"],
    isAtThirdParties: true,
    vulnerabilities: [
      "New services are taken up without asking.",
      "Nobody watches when contracts end.",
      "Subcontractors of a vendor are not known.",
    ],
    cites: ["164.308(b)(1)", "164.314(a)(1)", "164.502(e)(1)(i)"],
  }),
];
