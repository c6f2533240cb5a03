import { appendAt, readYaml, setAt, valueAt, type YamlPath, type YamlValue } from '../../lib/yamlEdit';

/** The column of a contract that rows in quarantine say a word in which nobody explained. */
export interface ExplainedColumn {
  /** What a word may stand for; the empty text is nothing. */
  choices: string[];
  /** Where its custom properties stand in the contract. */
  at: YamlPath;
}

const MAP = 'truelift.map';
const ROLE = 'truelift.role';

const ANSWERS = ['action', 'email_action', 'sms_action', 'post_action', 'push_action'];
const NO_ALONE = 'contact_action';

type Mapping = { [key: string]: YamlValue };

function isMapping(value: YamlValue | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mappings(value: YamlValue | undefined): Mapping[] {
  return Array.isArray(value) ? value.map((item) => (isMapping(item) ? item : {})) : [];
}

function ours(property: Mapping, name: string): YamlValue | undefined {
  return mappings(property.customProperties).find((custom) => custom.property === name)?.value;
}

/** The words that a rule of the library allows. */
function allowed(property: Mapping): string[] {
  const lists = mappings(property.quality).map((rule) => {
    const words = valueAt(rule, ['arguments', 'validValues']);
    return Array.isArray(words) ? words.map(String) : [];
  });
  return lists.find((words) => words.length > 0) ?? [];
}

/** The column that a contract calls `field`; null where its words can stand for nothing that is known. */
export function explainedColumn(contract: string, field: string): ExplainedColumn | null {
  const read = readYaml(contract);
  if (!read.isReadable) return null;
  const properties = mappings(valueAt(read.value, ['schema', 0, 'properties']));
  const nth = properties.findIndex(({ name, physicalName }) => name === field || physicalName === field);
  const property = properties[nth];
  if (property === undefined) return null;
  const role = ours(property, ROLE);
  const answers = role === NO_ALONE ? ['withdrawn', ''] : ['withdrawn', 'granted', ''];
  const isAnswer = typeof role === 'string' && [...ANSWERS, NO_ALONE].includes(role);
  const choices = isAnswer ? answers : allowed(property);
  if (choices.length === 0) return null;
  return { choices, at: ['schema', 0, 'properties', nth, 'customProperties'] };
}

/** The contract in which words of a column stand for what somebody said they mean. */
export function explained(contract: string, { at }: ExplainedColumn, meanings: Map<string, string>): string {
  const read = readYaml(contract);
  if (!read.isReadable) return contract;
  const customs = mappings(valueAt(read.value, at));
  const nth = customs.findIndex(({ property }) => property === MAP);
  const known = customs[nth]?.value;
  const map = { ...(isMapping(known) ? known : {}), ...Object.fromEntries(meanings) };
  return nth === -1
    ? appendAt(contract, at, { property: MAP, value: map })
    : setAt(contract, [...at, nth, 'value'], map);
}
