// SPDX-License-Identifier: Apache-2.0
// Canonical JSON lives in `verify`, which the auditor also runs; here is only the type.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
