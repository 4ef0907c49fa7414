// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint, so that a chosen theme never flashes. Browsers keep this file for a year: change its name with it.
{
  const theme = localStorage.getItem("part164-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
