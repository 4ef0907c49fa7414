// SPDX-License-Identifier: Apache-2.0
import { form } from "../../form/form.ts";
import { kept } from "../../form/workflows.ts";

/** A place where PHI can be seen or reached by being there. An organization that is remote only has none, and says so in its profile. */
export const site = form({
  name: "site",
  title: "Site",
  plural: "Sites",
  says: "Places where people or equipment of ours are, and who may come in.",
  room: "organization",
  cites: ["164.310(a)(1)", "164.310(a)(2)(ii)"],
  reach: "officials",
  titleField: "name",
  fields: [
    { name: "name", label: "Name", type: "line" },
    { name: "address", label: "Address", type: "line", lengthMax: 300 },
    {
      name: "kind",
      label: "What it is",
      type: "choice",
      options: [
        { value: "office", label: "Office" },
        { value: "clinic", label: "Clinic" },
        { value: "shared-office", label: "Shared office" },
        { value: "server-room", label: "Server room" },
        { value: "store", label: "Store of media or paper" },
      ],
    },
    { name: "entry", label: "How entry is controlled", type: "text" },
    { name: "owner", label: "Who answers for it", type: "member" },
  ],
  ...kept,
});
