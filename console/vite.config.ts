// SPDX-License-Identifier: Apache-2.0
// One build, served by the server itself. Nothing is inlined into the page: the policy is `default-src 'self'`.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist",
    target: "es2024",
    assetsInlineLimit: 0, // A data: URL would need a wider policy.
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    port: 1641,
    proxy: {
      "/v1": "http://localhost:1640",
      "/fhir": "http://localhost:1640",
      "/health": "http://localhost:1640",
    },
  },
});
