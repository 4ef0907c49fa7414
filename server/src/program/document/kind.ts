// SPDX-License-Identifier: Apache-2.0
// What a document is kept as. Everybody who reads the program sees a document, but for one kind.

/** For those who see restricted forms: what such a form names is kept so, or more people would read the paper than the form. */
export const FOR_OFFICIALS = "confidential";

export const DOCUMENT_KINDS = ["contract", "evidence", "training-record", "attestation", FOR_OFFICIALS, "other"] as const;
