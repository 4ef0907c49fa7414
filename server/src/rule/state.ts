// SPDX-License-Identifier: Apache-2.0
// The States and jurisdictions whose residents are counted: the 50, the District, and what 45 CFR 160.103 adds, by their postal codes.

const NAMES =
  "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia," +
  "HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan," +
  "MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York," +
  "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota," +
  "TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,PR Puerto Rico," +
  "VI U.S. Virgin Islands,GU Guam,AS American Samoa,MP Northern Mariana Islands";

/** "TX" and "Texas", in the order of a list that people know. */
export const STATES: readonly { readonly value: string; readonly label: string }[] = NAMES.split(",").map((one) => ({
  value: one.slice(0, 2),
  label: one.slice(3),
}));

/** The name of a State or jurisdiction; the code itself if there is none. */
export const stateName = (code: string): string => STATES.find(({ value }) => value === code)?.label ?? code;

const BY_NAME = new Map(STATES.flatMap(({ value, label }) => [value, label.toUpperCase()].map((said) => [said, value] as const)));

/** The postal code of what somebody wrote, a code or a name in any case; null where it is none of them. */
export const stateCode = (said: string): string | null => BY_NAME.get(said.trim().toUpperCase()) ?? null;
