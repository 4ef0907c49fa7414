// SPDX-License-Identifier: Apache-2.0

/** Saves text as a file, through the browser's own download. Never used for PHI. */
export function save(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
