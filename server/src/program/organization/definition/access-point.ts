// SPDX-License-Identifier: Apache-2.0
import { form } from "../../form/form.ts";
import { kept } from "../../form/workflows.ts";

/** A way into the network: with the systems behind it, the topology. */
export const accessPoint = form({
  name: "access-point",
  title: "Access point",
  plural: "Network access points",
  says: "Every way into our networks and systems from outside, what it lets through, and how it is guarded.",
  room: "organization",
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  reach: "officials",
  titleField: "name",
  fields: [
    { name: "name", label: "Name", type: "line" },
    {
      name: "kind",
      label: "What it is",
      type: "choice",
      options: [
        { value: "public-web", label: "Public web address or API" },
        { value: "vpn", label: "Private network (VPN)" },
        { value: "console", label: "Provider's management console" },
        { value: "partner-link", label: "Link to a partner" },
        { value: "wireless", label: "Wireless network" },
        { value: "other", label: "Something else" },
      ],
    },
    { name: "from", label: "From where it can be reached", type: "line" },
    { name: "system", label: "What it leads to", type: "submission", form: "system" },
    { name: "encryption", label: "How what passes is encrypted", type: "line" },
    { name: "authentication", label: "How whoever comes is recognized", type: "line" },
  ],
  ...kept,
});
