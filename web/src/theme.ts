import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { Anchor, Badge, Button, createTheme, Modal, Notification, Table, Tooltip } from '@mantine/core';

/** The one accent. The other hues only ever accompany an icon and words. */
const accent: MantineColorsTuple = [
  '#eaf5f3',
  '#cfe8e4',
  '#a3d3cd',
  '#74bdb5',
  '#4ba79e',
  '#2b8f86',
  '#15776f',
  '#0b5f59',
  '#084b47',
  '#053733',
];
const gray: MantineColorsTuple = [
  '#f7f7f5',
  '#efefec',
  '#e3e3df',
  '#d3d3ce',
  '#b5b5af',
  '#8d8e89',
  '#656764',
  '#4c4f4d',
  '#323534',
  '#1d2020',
];
const dark: MantineColorsTuple = [
  '#e4e6e5',
  '#b9bdbb',
  '#9ea3a0',
  '#7a7f7c',
  '#4a4f4c',
  '#383d3a',
  '#282c2a',
  '#171a19',
  '#121413',
  '#0c0e0d',
];
const red: MantineColorsTuple = [
  '#fcefee',
  '#f8d9d6',
  '#f3bcb7',
  '#ec9c95',
  '#dd6a62',
  '#c94a42',
  '#b03931',
  '#942b25',
  '#77211c',
  '#561713',
];
const amber: MantineColorsTuple = [
  '#fbf3e2',
  '#f4e2ba',
  '#ecd093',
  '#dfb657',
  '#c8932a',
  '#a97817',
  '#8a5f0e',
  '#704c0a',
  '#573b08',
  '#3e2a05',
];

const systemFont =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

export const theme = createTheme({
  colors: { accent, gray, dark, red, amber },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  black: '#1b1e1d',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: systemFont,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    textWrap: 'pretty',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Badge: Badge.extend({ defaultProps: { radius: 'sm', tt: 'none', fw: 500 } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: { centered: false, yOffset: '6dvh', closeButtonProps: { 'aria-label': 'Close' } },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Table: Table.extend({
      defaultProps: { horizontalSpacing: 'sm', verticalSpacing: 6, fz: 'md', borderColor: 'var(--line)' },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { withinPortal: true, openDelay: 250, events: { hover: true, focus: true, touch: true } },
    }),
  },
});

/** Surfaces and lines the styles of this app name; text colours that pass AA on both of them. */
export const cssVariables: CSSVariablesResolver = (of) => ({
  variables: {},
  light: {
    '--mantine-color-body': of.colors['gray']?.[0] ?? '',
    '--mantine-color-placeholder': of.colors['gray']?.[6] ?? '',
    '--mantine-color-error': of.colors['red']?.[6] ?? '',
    '--surface': '#ffffff',
    '--surface-raised': '#ffffff',
    '--surface-selected': of.colors['accent']?.[0] ?? '',
    '--line': of.colors['gray']?.[2] ?? '',
    '--line-strong': of.colors['gray']?.[3] ?? '',
    '--ink-accent': of.colors['accent']?.[7] ?? '',
    '--ink-critical': of.colors['red']?.[6] ?? '',
    '--ink-caution': of.colors['amber']?.[7] ?? '',
    '--tint-critical': of.colors['red']?.[0] ?? '',
    '--tint-caution': of.colors['amber']?.[0] ?? '',
  },
  dark: {
    '--mantine-color-placeholder': of.colors['dark']?.[2] ?? '',
    '--mantine-color-error': of.colors['red']?.[3] ?? '',
    '--surface': '#1e2120',
    '--surface-raised': '#252928',
    '--surface-selected': '#20302d',
    '--line': '#323735',
    '--line-strong': '#454b48',
    '--ink-accent': of.colors['accent']?.[3] ?? '',
    '--ink-critical': of.colors['red']?.[3] ?? '',
    '--ink-caution': of.colors['amber']?.[3] ?? '',
    '--tint-critical': '#33211f',
    '--tint-caution': '#2f281a',
  },
});
