// SPDX-License-Identifier: Apache-2.0
// Which column of a file says what: our own names, and those under which device management exports them. Letters and digits count, nothing
// else: "Serial Number", "serial_number" and "serialNumber" are one.

/** What a row of a file may say of a device. */
export const COLUMNS = {
  serial: ["serial", "serialnumber", "hardwareserial", "serialno"],
  name: ["name", "devicename", "computername", "displayname", "hostname"],
  kind: ["kind", "devicetype", "formfactor", "chassistype"],
  manufacturer: ["manufacturer", "make", "vendor"],
  model: ["model", "modelname", "modelidentifier", "devicemodel"],
  assetTag: ["assettag", "asset", "tag"],
  email: [
    "email",
    "custodian",
    "emailaddress",
    "useremail",
    "primaryuseremailaddress",
    "primaryuseremail",
    "primaryuserupn",
    "userprincipalname",
  ],
  holds: ["holds", "phi", "holdsphi"],
  owner: ["owner", "ownership", "manageddeviceownertype", "deviceownership"],
  os: ["os", "operatingsystem", "platform", "osname"],
  osVersion: ["osversion", "operatingsystemversion", "version"],
  encrypted: [
    "encrypted",
    "isencrypted",
    "encryption",
    "filevault",
    "filevaultenabled",
    "filevault2status",
    "filevaultstatus",
    "bitlockerstatus",
  ],
  lock: ["lockminutes", "lock", "screenlockminutes", "maxinactivitytime", "screensaverminutes"],
  patchedOn: ["patchedon", "lastpatched", "lastosupdate", "ospatchedon", "lastupdate"],
  malware: ["malware", "malwareprotection", "antivirus", "antivirusstatus", "xprotect", "defenderstatus"],
  firewall: ["firewall", "firewallenabled", "firewallstatus", "isfirewallon"],
  checkedOn: ["checkedon", "lastcheckin", "lastsyncdatetime", "lastinventoryupdate", "lastreport", "lastseen", "lastreporteddate"],
} as const;

export type ColumnName = keyof typeof COLUMNS;

const BY_HEAD: ReadonlyMap<string, ColumnName> = new Map(
  Object.entries(COLUMNS).flatMap(([name, heads]) => heads.map((head) => [head, name as ColumnName] as const)), // The table's own keys.
);

/** Letters and digits of a head, in lower case. */
const plain = (head: string): string => head.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** What a head says, or undefined if it is none of ours. */
export const columnOf = (head: string): ColumnName | undefined => BY_HEAD.get(plain(head));
