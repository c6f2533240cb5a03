import type { KnownOption } from './knownPlaces';
import { LOCALE } from './count';

// tidy: list

/** The countries of ISO 3166, two letters each. */
const COUNTRIES =
  'adaeafagaialamaoarasatauawaxazbabbbdbebfbgbhbibjblbmbnbobqbrbsbtbwbybzcacccdcfcgchcickclcmcncocr' +
  'cucvcwcxcyczdedjdkdmdodzeceeegeheresetfifjfkfmfofrgagbgdgegfggghgiglgmgngpgqgrgtgugwgyhkhnhrhthu' +
  'idieiliminioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvlymamcmdmemfmgmhmkmlmmmnmo' +
  'mpmqmrmsmtmumvmwmxmymznancnenfngninlnonpnrnunzompapepfpgphpkplpmprpsptpwpyqarerorsrurwsasbscsdse' +
  'sgshsisjskslsmsnsosrssstsvsxsysztctdtgthtjtktltmtntotrtttvtwtzuaugusuyuzvavcvevgvivnvuwfwsxkyeyt' +
  'zazmzw';

function namesOf(codes: string[], type: 'region' | 'currency'): KnownOption[] {
  const names = new Intl.DisplayNames(LOCALE, { type, fallback: 'code' });
  return codes
    .map((code) => ({ value: code, label: names.of(code) ?? code, note: code }))
    .toSorted((a, b) => a.label.localeCompare(b.label, LOCALE));
}

/** Made when it is asked for, and once. */
function once(make: () => KnownOption[]): () => KnownOption[] {
  let made: KnownOption[] | undefined;
  return () => (made ??= make());
}

/** Every country, by the name that the reader has for it. */
export const countryNames = once(() => namesOf(COUNTRIES.toUpperCase().match(/../g) ?? [], 'region'));

/** Every currency, by the name that the reader has for it. */
export const currencyNames = once(() => namesOf(Intl.supportedValuesOf('currency'), 'currency'));

/** Where the reader's clock is. */
export function ownZone(): string {
  return new Intl.DateTimeFormat(LOCALE).resolvedOptions().timeZone;
}

/** Every time zone, that of the reader first. */
export const zoneNames = once(() => {
  const own = ownZone();
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return [...new Set([own, ...zones])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
    note: '',
  }));
});
