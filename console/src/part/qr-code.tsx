// SPDX-License-Identifier: Apache-2.0
// A QR code as SVG. Its encoder is loaded only here, when somebody enrols.
import { useEffect, useState, type ReactNode } from "react";

type Encoded = { getModuleCount(): number; isDark(row: number, column: number): boolean };

const QUIET = 4; // Modules of white around it (ISO/IEC 18004, 6.3.8).

/** The path of all dark modules, one unit square each. */
function pathOf(encoded: Encoded): string {
  const count = encoded.getModuleCount();
  const modules = Array.from({ length: count * count }, (_, n) => [Math.floor(n / count), n % count] as const);
  return modules
    .filter(([row, column]) => encoded.isDark(row, column))
    .map(([row, column]) => `M${column + QUIET} ${row + QUIET}h1v1h-1z`)
    .join("");
}

export function QrCode({ text, label }: { text: string; label: string }): ReactNode {
  const [drawn, setDrawn] = useState<{ path: string; size: number } | null>(null);
  useEffect(() => {
    let isGone = false;
    void import("qrcode-generator").then(({ default: encode }) => {
      const encoded = encode(0, "M");
      encoded.addData(text);
      encoded.make();
      if (!isGone) setDrawn({ path: pathOf(encoded), size: encoded.getModuleCount() + 2 * QUIET });
    });
    return () => {
      isGone = true;
    };
  }, [text]);
  if (drawn === null) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- Drawn here; an img would need a data: address.
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${drawn.size} ${drawn.size}`} shapeRendering="crispEdges">
      <path d={drawn.path} />
    </svg>
  );
}
