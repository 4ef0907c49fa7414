// SPDX-License-Identifier: Apache-2.0
// Placeholder filled as rooms arrive.
