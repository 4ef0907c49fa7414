// SPDX-License-Identifier: Apache-2.0
// Threats by people who mean harm, from outside and from inside.
import { threatsOf, type Threat } from "./threat.ts";

const threat = threatsOf("adversarial");

export const ADVERSARIAL: readonly Threat[] = [
  threat("phishing", "Somebody is talked or tricked into giving away a password or opening a door.", {
    concerns: ["workforce"],
    vulnerabilities: [
      "People are not trained to recognize it, or long ago.",
      "A password alone opens systems with PHI.",
      "Nobody knows where to report a message that looks wrong.",
    ],
    cites: ["164.308(a)(5)(i)", "164.308(a)(5)(ii)(D)", "164.312(d)"],
  }),
  threat("stolen-credentials", "An outsider signs in with a password that was stolen, guessed or bought.", {
    concerns: ["application", "cloud-service", "database", "workstation"],
    isAtThirdParties: true,
    vulnerabilities: [
      "A second factor is not asked for everywhere.",
      "Attempts to sign in are neither limited nor looked at.",
      "The same password is used in several places.",
    ],
    cites: ["164.312(d)", "164.308(a)(5)(ii)(C)", "164.308(a)(5)(ii)(D)"],
  }),
  threat("ransomware", "Malicious software encrypts data and asks for money.", {
    concerns: ["application", "database", "cloud-service", "workstation", "other"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Security updates are late.",
      "Backups can be reached and changed from the same machines.",
      "People work with rights that they do not need.",
    ],
    cites: ["164.308(a)(5)(ii)(B)", "164.308(a)(7)(ii)(A)", "164.308(a)(6)(ii)"],
  }),
  threat("malware", "Malicious software reads or sends PHI away unnoticed.", {
    concerns: ["workstation", "application", "other"],
    vulnerabilities: [
      "Machines run whatever is downloaded.",
      "Nothing watches for known malicious software.",
      "Packages from others are built in without a look.",
    ],
    cites: ["164.308(a)(5)(ii)(B)", "164.312(b)"],
  }),
  threat("exploited-flaw", "An outsider uses a flaw in software that is reachable from outside.", {
    concerns: ["application", "database", "network", "cloud-service"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Updates of libraries and systems are late.",
      "Input from outside is trusted.",
      "What is reachable from outside is not known or too much.",
    ],
    cites: ["164.308(a)(1)(ii)(B)", "164.308(a)(5)(ii)(B)", "164.312(a)(1)"],
  }),
  threat("broken-access-check", "Somebody who is signed in reaches records of others by changing a request.", {
    concerns: ["application"],
    vulnerabilities: [
      "Each page checks by itself who may, and one forgets.",
      "Records of customers stand together and are told apart by code alone.",
      "Nobody tries what a stranger could ask for.",
    ],
    cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.502(b)"],
  }),
  threat("insider-misuse", "One of us looks up or takes PHI without need.", {
    concerns: ["workforce", "application", "database"],
    isAtThirdParties: true,
    vulnerabilities: [
      "More people may see PHI than need to.",
      "Nobody looks at who read what.",
      "There is no sanction that people know of.",
    ],
    cites: ["164.308(a)(1)(ii)(C)", "164.308(a)(1)(ii)(D)", "164.502(b)"],
  }),
  threat("former-member-access", "Somebody who left still signs in.", {
    concerns: ["application", "cloud-service", "workstation", "workforce"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Accounts are ended by hand and one is forgotten.",
      "Shared passwords are not changed.",
      "Keys and tokens outlive the person who made them.",
    ],
    cites: ["164.308(a)(3)(ii)(C)", "164.312(a)(2)(i)"],
  }),
  threat("theft-of-device", "A laptop, phone or disk with PHI is stolen.", {
    concerns: ["workstation", "site"],
    vulnerabilities: [
      "Disks are not encrypted.",
      "PHI is kept on devices though it need not be.",
      "A lost device cannot be wiped or locked out.",
    ],
    cites: ["164.310(d)(1)", "164.312(a)(2)(iv)", "164.310(c)"],
  }),
  threat("intrusion-into-site", "A stranger comes in and sees, takes or plugs in something.", {
    concerns: ["site"],
    vulnerabilities: [
      "Doors are open or codes are shared.",
      "Visitors walk alone.",
      "Screens and paper can be seen from where strangers come.",
    ],
    cites: ["164.310(a)(1)", "164.310(a)(2)(iii)", "164.310(b)"],
  }),
  threat("interception", "PHI is read or changed on its way.", {
    concerns: ["flow", "network"],
    vulnerabilities: ["A part of the way is not encrypted.", "Certificates are not checked.", "Old protocols are still accepted."],
    cites: ["164.312(e)(1)", "164.312(e)(2)(ii)", "164.312(e)(2)(i)"],
  }),
  threat("stolen-keys", "Keys, tokens or passwords of systems are found in code, tickets or logs.", {
    concerns: ["application", "database", "cloud-service", "network"],
    vulnerabilities: ["Secrets stand in code or in chat.", "Keys are never changed.", "One key opens everything."],
    cites: ["164.308(a)(5)(ii)(D)", "164.312(a)(2)(iv)", "164.312(d)"],
  }),
  threat("denial-of-service", "A system is flooded until nobody can use it.", {
    concerns: ["application", "network", "cloud-service"],
    vulnerabilities: ["Requests are not limited.", "There is one way in and no other.", "Nobody is told when it is slow."],
    cites: ["164.308(a)(7)(ii)(C)", "164.312(a)(2)(ii)"],
  }),
  threat("supply-chain", "Software or an update from somebody else brings malicious code.", {
    concerns: ["application", "cloud-service", "other"],
    isAtThirdParties: true,
    vulnerabilities: [
      "Versions are taken as they come.",
      "Nobody knows which packages are in use.",
      "Builds reach secrets that they do not need.",
    ],
    cites: ["164.308(a)(5)(ii)(B)", "164.308(b)(1)", "164.312(c)(1)"],
  }),
  threat("tampered-records", "Somebody changes or deletes records and hides it.", {
    concerns: ["database", "application"],
    vulnerabilities: [
      "Whoever may write may also delete the traces.",
      "Changes are not recorded.",
      "Nobody compares what is stored with what was written.",
    ],
    cites: ["164.312(c)(1)", "164.312(c)(2)", "164.312(b)"],
  }),
  threat("abused-integration", "An application that is connected asks for more than it needs, or its token is stolen.", {
    concerns: ["application", "cloud-service", "flow"],
    vulnerabilities: [
      "Tokens live for ever and may do everything.",
      "Nobody knows which applications are connected.",
      "What they read is not recorded.",
    ],
    cites: ["164.308(a)(4)(i)", "164.312(a)(1)", "164.308(b)(1)"],
  }),
  threat("impersonated-individual", "Somebody asks for PHI in the name of an individual.", {
    concerns: ["workforce", "application"],
    vulnerabilities: [
      "Who asks is not verified.",
      "Help with a lost password is given on the telephone.",
      "Answers go to any address that is named.",
    ],
    cites: ["164.514(h)(1)", "164.312(d)"],
  }),
];
