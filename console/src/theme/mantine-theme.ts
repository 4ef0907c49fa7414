// SPDX-License-Identifier: Apache-2.0
// Mantine brings behaviour: focus traps, menus, the palette, field wiring. Every value it may paint comes from tokens.css,
// so that no colour of its own can appear, in either theme.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, type VariantColorsResolver } from "@mantine/core";

function one(value: string): MantineColorsTuple {
  return [value, value, value, value, value, value, value, value, value, value];
}

const STOCK = ["red", "pink", "grape", "violet", "indigo", "blue", "cyan", "green", "lime", "yellow", "orange", "teal"];
const NEUTRAL = one("var(--line)");

const variantColorResolver: VariantColorsResolver = ({ variant }) => {
  const filled = variant === "filled";
  return {
    background: filled ? "var(--accent)" : "transparent",
    hover: filled ? "var(--accent-hover)" : "var(--surface-over)",
    color: filled ? "var(--text-accent)" : "var(--text)",
    border: "1px solid transparent",
  };
};

/** Unstyled parts keep Mantine's behaviour and take our classes; floating parts keep its layout and take our tokens. */
export const theme = createTheme({
  primaryColor: "accent",
  colors: {
    accent: one("var(--accent)"),
    gray: NEUTRAL,
    dark: NEUTRAL,
    ...Object.fromEntries(STOCK.map((name) => [name, one("var(--accent)")])),
  },
  white: "var(--surface)",
  black: "var(--text)",
  variantColorResolver,
  fontFamily: "var(--font-sans)",
  fontFamilyMonospace: "var(--font-mono)",
  radius: { xs: "var(--r-1)", sm: "var(--r-2)", md: "var(--r-3)", lg: "var(--r-4)", xl: "var(--r-4)" },
  defaultRadius: "sm",
  spacing: { xs: "var(--s-2)", sm: "var(--s-3)", md: "var(--s-4)", lg: "var(--s-5)", xl: "var(--s-6)" },
  fontSizes: { xs: "var(--size-12)", sm: "var(--size-14)", md: "var(--size-14)", lg: "var(--size-16)", xl: "var(--size-20)" },
  shadows: { xs: "none", sm: "none", md: "var(--float)", lg: "var(--float)", xl: "var(--float)" },
  respectReducedMotion: true,
  activeClassName: "",
  focusClassName: "",
  cursorType: "pointer",
  components: {
    Button: {
      defaultProps: { unstyled: true, variant: "default" },
      classNames: { root: "button", inner: "button-inner", loader: "button-wait" },
    },
    ActionIcon: { defaultProps: { unstyled: true }, classNames: { root: "button square" } },
    InputWrapper: {
      defaultProps: { unstyled: true },
      classNames: { root: "field", label: "label", description: "hint", error: "field-error", required: "field-required" },
    },
    Input: { defaultProps: { unstyled: true }, classNames: { wrapper: "input-frame", input: "input", section: "input-section" } },
    TextInput: { defaultProps: { inputWrapperOrder: ["label", "input", "error", "description"] } },
    Textarea: { defaultProps: { inputWrapperOrder: ["label", "input", "error", "description"] } },
    NativeSelect: { defaultProps: { inputWrapperOrder: ["label", "input", "error", "description"] }, classNames: { input: "select" } },
    ModalRoot: { defaultProps: { centered: true, radius: "md", transitionProps: { duration: 120, transition: "fade" } } },
    Modal: { defaultProps: { radius: "md", transitionProps: { duration: 120, transition: "fade" } } },
    DrawerRoot: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});

/** The roles Mantine reads, named by ours. Both schemes get the same text: light-dark() inside the tokens does the rest. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-bright": "var(--text)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-body": "var(--surface-float)",
    "--mantine-color-error": "var(--text-harm)",
    "--mantine-color-success": "var(--proof-mark)",
    "--mantine-color-placeholder": "var(--text-muted)",
    "--mantine-color-anchor": "var(--text-link)",
    "--mantine-color-default": "var(--surface)",
    "--mantine-color-default-hover": "var(--surface-over)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--line-control)",
    "--mantine-color-dimmed": "var(--text-muted)",
    "--mantine-color-disabled": "var(--surface-sunken)",
    "--mantine-color-disabled-color": "var(--text-muted)",
    "--mantine-color-disabled-border": "var(--line-strong)",
    "--mantine-primary-color-contrast": "var(--text-accent)",
  };
  return { variables: {}, light: both, dark: both };
};
