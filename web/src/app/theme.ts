import { Badge, createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const spruce: MantineColorsTuple = [
  '#edf5f2',
  '#dbe9e4',
  '#b5d4c8',
  '#8dc2af',
  '#6db49c',
  '#4b9480',
  '#347c68',
  '#256453',
  '#1b5043',
  '#103c31',
];

const brick: MantineColorsTuple = [
  '#fbeeeb',
  '#f3d9d3',
  '#e6b3a7',
  '#e29c8d',
  '#dd8674',
  '#c9604b',
  '#b54c37',
  '#9c3d2a',
  '#7f3122',
  '#632619',
];

const amber: MantineColorsTuple = [
  '#fff6e3',
  '#fdeac3',
  '#f9d58b',
  '#f2be55',
  '#e3a62f',
  '#c2881a',
  '#9c6a0c',
  '#7d5406',
  '#644304',
  '#4b3203',
];

const dark: MantineColorsTuple = [
  '#dce3df',
  '#b9c3be',
  '#98a49e',
  '#75807a',
  '#3f4945',
  '#2e3733',
  '#242c28',
  '#1b221f',
  '#151b18',
  '#0f1412',
];

/** A list to choose from scrolls by itself: within an area of its own, keys could not reach it. Named by words, so that none is loaded for that. */
const list = {
  defaultProps: { withScrollArea: false },
  styles: { options: { maxHeight: 240, overflowY: 'auto' as const } },
};

export const theme = createTheme({
  colors: { spruce, brick, amber, dark },
  primaryColor: 'spruce',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  black: '#1a221f',
  fontFamily: "'Figtree Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, 'DejaVu Sans Mono', monospace",
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { md: '8px', lg: '12px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Words are not shouted: a state is read like any other word.
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none' } }),
    Autocomplete: list,
    Select: list,
    MultiSelect: list,
    TagsInput: list,
  },
});

/** Colours of the house that Mantine has no word for; every text colour has 4.5:1 on its ground. */
export const houseVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8f6',
    '--mantine-color-dimmed': '#55605b',
    '--mantine-color-placeholder': '#69746f',
    '--mantine-color-error': '#9c3d2a',
    '--tl-surface': '#ffffff',
    '--tl-sunken': '#eff3f0',
    '--tl-line': '#dfe5e1',
    '--tl-line-strong': '#a9b4ae',
    '--tl-good': '#256453',
    '--tl-good-ground': '#e3f0ea',
    '--tl-bad': '#9c3d2a',
    '--tl-bad-ground': '#fbe9e5',
    '--tl-warn': '#7a5000',
    '--tl-warn-ground': '#fdf0d2',
    '--tl-open': '#4c5a66',
    '--tl-open-ground': '#e7ecf0',
    '--tl-truth': '#8a4b00',
  },
  dark: {
    '--mantine-color-body': '#111614',
    '--mantine-color-dimmed': '#a3aea8',
    '--mantine-color-placeholder': '#8d9892',
    '--mantine-color-error': '#f0a392',
    '--tl-surface': '#1a211e',
    '--tl-sunken': '#151b18',
    '--tl-line': '#2d3732',
    '--tl-line-strong': '#66726c',
    '--tl-good': '#84cbb2',
    '--tl-good-ground': '#1c3a31',
    '--tl-bad': '#f0a392',
    '--tl-bad-ground': '#42231c',
    '--tl-warn': '#f2c566',
    '--tl-warn-ground': '#3a2d10',
    '--tl-open': '#b4c2cd',
    '--tl-open-ground': '#27313a',
    '--tl-truth': '#ffb25a',
  },
});
