// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint, so that a chosen theme never flashes. The only thing this console stores is this word.
{
  const theme = localStorage.getItem("part164-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
