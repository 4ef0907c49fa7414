// SPDX-License-Identifier: Apache-2.0
// Who carries what of the Security Rule between us and a customer whose PHI we keep here. By our reading; what a contract says goes before it.

export type Share = {
  readonly cite: string;
  /** Carried by us for what is kept here; shared; or left with the customer. */
  readonly who: "us" | "shared" | "customer";
  readonly us: string;
  readonly customer: string;
};

const share = (cite: string, who: Share["who"], us: string, customer: string): Share => ({ cite, who, us, customer });
const nothing = "Nothing for what is kept here.";

export const SHARES: readonly Share[] = [
  share(
    "164.308(a)(1)(ii)(A)",
    "shared",
    "We analyze the risks to the PHI that we keep and to what it passes through.",
    "Analyze the risks of your own systems, of sending PHI to us, and of what your people do with it.",
  ),
  share("164.308(a)(1)(ii)(B)", "shared", "We treat the risks that we find, with owners and dates.", "Treat yours."),
  share("164.308(a)(1)(ii)(C)", "customer", "We have sanctions for our own workforce.", "Have and apply sanctions for yours."),
  share(
    "164.308(a)(1)(ii)(D)",
    "shared",
    "Every request is recorded and can be proven; we review our people's activity.",
    "Review what your applications and people do with your tenant: the ledger shows it to you.",
  ),
  share("164.308(a)(2)", "shared", "Our officials are named and have accepted.", "Name yours."),
  share("164.308(a)(3)(ii)(A)", "shared", "We authorize and supervise our workforce.", "Authorize and supervise yours."),
  share("164.308(a)(3)(ii)(B)", "shared", "We clear our workforce before they can reach PHI.", "Clear yours."),
  share(
    "164.308(a)(3)(ii)(C)",
    "shared",
    "Access of ours ends by itself when the last day is over.",
    "Revoke your applications' credentials when they or their people go.",
  ),
  share(
    "164.308(a)(4)(ii)(B)",
    "shared",
    "Access here defaults to none, and each grant is recorded.",
    "Decide which of your applications get which scopes and purposes.",
  ),
  share(
    "164.308(a)(4)(ii)(C)",
    "shared",
    "Rights here are looked through every quarter.",
    "Look through your applications' and people's rights.",
  ),
  share("164.308(a)(5)(i)", "shared", "Our workforce is trained and tested.", "Train yours."),
  share("164.308(a)(5)(ii)(A)", "shared", "Our workforce gets security reminders.", "Remind yours."),
  share("164.308(a)(5)(ii)(B)", "shared", "We guard the machines that keep your PHI.", "Guard yours."),
  share("164.308(a)(5)(ii)(C)", "us", "Sign-ins and failures here are recorded and limited.", "Look at those of your own systems."),
  share(
    "164.308(a)(5)(ii)(D)",
    "us",
    "Passwords here are long, hashed slowly, and backed by a second factor.",
    "Keep your applications' secrets.",
  ),
  share(
    "164.308(a)(6)(ii)",
    "shared",
    "We find, contain and document incidents here, and report them to you as the contract says.",
    "Report to us what concerns us; decide and notify as a covered entity.",
  ),
  share("164.308(a)(7)(ii)(A)", "us", "What is kept here is backed up every day, encrypted.", nothing),
  share(
    "164.308(a)(7)(ii)(B)",
    "us",
    "Backups are restored for trial every week, and compared.",
    "Plan how you work while we are not reachable.",
  ),
  share(
    "164.308(a)(7)(ii)(C)",
    "shared",
    "We have a plan for working in an emergency.",
    "Have yours, for the hours in which you cannot reach us.",
  ),
  share("164.308(a)(7)(ii)(D)", "shared", "We test our plans every year.", "Test yours."),
  share("164.308(a)(7)(ii)(E)", "shared", "We rank our systems.", "Rank yours."),
  share("164.308(a)(8)", "shared", "We evaluate our program every year and when it changes.", "Evaluate yours, this share of it included."),
  share(
    "164.308(b)(1)",
    "shared",
    "We have a contract with you, and with each of ours who touches your PHI.",
    "Have a contract with us before PHI comes here.",
  ),
  share(
    "164.310(a)(1)",
    "us",
    "Where it runs, entry is limited by us or by our provider, whose attestation we keep.",
    "Limit entry to your own sites.",
  ),
  share("164.310(b)", "customer", "Ours are governed by our policy.", "Govern the use of yours."),
  share("164.310(c)", "customer", "Ours are encrypted and lock.", "Secure yours."),
  share(
    "164.310(d)(2)(i)",
    "us",
    "Media that held your PHI are cleared before disposal; keys can be destroyed.",
    "Dispose of your own copies.",
  ),
  share("164.310(d)(2)(ii)", "us", "Media are cleared before they are used again.", "Clear yours."),
  share(
    "164.312(a)(1)",
    "us",
    "Each customer's records are apart: row security, keys and a log of their own.",
    "Limit who can use your applications.",
  ),
  share(
    "164.312(a)(2)(i)",
    "shared",
    "Every user and application here has an identity of its own.",
    "Name the end user in each request (On-Behalf-Of), and give each of yours an identity.",
  ),
  share("164.312(a)(2)(ii)", "shared", "We have a procedure for emergencies.", "Have one for your applications."),
  share("164.312(a)(2)(iii)", "shared", "Sessions here end by themselves.", "End those of your applications."),
  share("164.312(a)(2)(iv)", "us", "Records are encrypted under keys of each individual.", "Encrypt what you keep yourself."),
  share(
    "164.312(b)",
    "us",
    "Each read, write and refusal is in a ledger that anybody can verify.",
    "Record what happens in your own systems.",
  ),
  share("164.312(c)(1)", "us", "Stored records are bound to their place and version, and verified by sample.", "Send us what is true."),
  share("164.312(c)(2)", "us", "An altered record does not open.", nothing),
  share("164.312(d)", "shared", "People here show two factors; applications show secrets.", "Authenticate your users."),
  share("164.312(e)(1)", "shared", "We accept PHI over TLS only, beyond the machine itself.", "Use it, and check our certificate."),
  share("164.312(e)(2)(ii)", "shared", "What leaves us is encrypted.", "Encrypt what you pass on."),
  share("164.314(a)(2)(i)", "shared", "Our contract with you says what the rule asks.", "Hold us to it."),
  share("164.316(b)(2)(i)", "shared", "Our documentation is kept six years; the ledger with it.", "Keep yours."),
];
