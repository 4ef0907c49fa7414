// SPDX-License-Identifier: Apache-2.0
// A laptop and what a look at it shows. Apart from the site of the tests, for the story is played without one as well.

export const LAPTOP = {
  name: "Laptop 14",
  kind: "laptop",
  model: "Fernbook Air 13",
  serial: "FB13-0014",
  holds: "may",
  owner: "ours",
  where: "remote",
} as const;

export const GOOD_CHECK = {
  looks: "runs",
  encrypted: "yes",
  system: "Fern OS 15.1",
  lock: 5,
  malware: "yes",
  firewall: "yes",
} as const;
