/**
 * Words that a member reads stand in `src/messages` and nowhere else.
 *
 * Refused are letters in the text of JSX and in every attribute that is not known to be technical, and, wherever a
 * string may come to the page by another way, what reads as words: two words with a space between, or one with a
 * capital. A new attribute is therefore taken for words until it is named below.
 */

/** Attributes whose strings nobody reads: addresses, looks, and what tells machines apart. */
const TECHNICAL = new Set(
  `act align anchor aria-activedescendant aria-autocomplete aria-controls aria-current aria-describedby
  aria-expanded aria-haspopup aria-hidden aria-invalid aria-keyshortcuts aria-labelledby aria-live aria-sort
  autoComplete bg c checkIconPosition clampBehavior className classNames color colour component cx cy d
  defaultColorScheme display file fill flex fw fz gap h height hiddenFrom href htmlFor id inputMode justify key
  keyCode keyName kind layout lh listStyleType lts m mah maw mb mih miw ml mr mt mx my name nth order orientation p
  padding pb pl position pr precision pt px py r radius rel role rx scope shadow size spacing span src stroke
  strokeLinecap strokeWidth style styles ta tag target to tt type underline value variant verticalSpacing viewBox
  visibleFrom w width wrap yOffset`.split(/\s+/),
);

/** `data-label` is shown by the style sheet as the heading of a cell; what else begins so is for machines. */
const isTechnical = (name) => TECHNICAL.has(name) || (name.startsWith('data-') && name !== 'data-label');

/** Keys whose values are shown, however short they are. */
const SHOWN = new Set([
  'label',
  'title',
  'hint',
  'text',
  'description',
  'placeholder',
  'lede',
  'noun',
  'words',
]);

const LETTERS = /\p{L}/u;
const SEVERAL_WORDS = /[\p{L}\d,.:;…?!’”)]\s+[“(]?\p{L}/u;
const ONE_WORD = /^[\s,;:·(“]*\p{Lu}[\p{Ll}’-]*\p{Ll}[.…?!:”)]?\s*$/u;
/** A piece that is put between or behind other words: ` by `. */
const PIECE = /^\s\p{L}|\p{L}[,:;.]?\s$/u;
/** Values of style sheets, which have spaces and no sentence. */
const STYLE = /var\(--|\d(px|rem|em|vh|%)(\s|$)|sans-serif|monospace|^[.&]|(^|\s)tl-/u;

const readsAsWords = (text) =>
  !STYLE.test(text) && (SEVERAL_WORDS.test(text) || ONE_WORD.test(text) || PIECE.test(text));

/** The words of a string or of a template, `_` for each of its parameters; null for anything else. */
function textOf(node) {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'TemplateLiteral')
    return node.quasis
      .map((quasi) => quasi.value.cooked)
      .join(' _ ')
      .replaceAll('_', '');
  return null;
}

/** Whether a string is compared, looked up, imported, a type or thrown: it tells apart and is not shown. */
function tellsApart(node) {
  const { parent } = node;
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSLiteralType':
    case 'TSModuleDeclaration':
    case 'SwitchCase':
    case 'NewExpression':
      return true;
    case 'BinaryExpression':
      return parent.operator === '===' || parent.operator === '!==';
    case 'MemberExpression':
      return parent.property === node;
    case 'Property':
      return parent.key === node;
    default:
      return false;
  }
}

/** The attribute or the place among children through which a string gets to the page, past choices of it. */
function wayToPage(node) {
  let at = node.parent;
  let below = node;
  while (
    (at.type === 'ConditionalExpression' && at.test !== below) ||
    (at.type === 'LogicalExpression' && (at.right === below || at.operator === '??')) ||
    (at.type === 'JSXExpressionContainer' && at.parent.type === 'JSXAttribute')
  ) {
    below = at;
    at = at.parent;
  }
  return at;
}

const nameOf = ({ name }) =>
  name.type === 'JSXNamespacedName' ? `${name.namespace.name}:${name.name.name}` : name.name;

function isShown(node, text) {
  if (!LETTERS.test(text) || tellsApart(node)) return false;
  const way = wayToPage(node);
  switch (way.type) {
    case 'JSXAttribute':
      return !isTechnical(nameOf(way));
    case 'JSXExpressionContainer':
      return true;
    case 'Property':
      return SHOWN.has(way.key.name) || readsAsWords(text);
    default:
      return readsAsWords(text);
  }
}

export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: { words: 'Put “{{text}}” into src/messages: components hold no words.' },
  },
  /** @param {import('eslint').Rule.RuleContext} context @returns {import('eslint').Rule.RuleListener} */
  create(context) {
    const refuse = (node, text) =>
      context.report({
        node,
        messageId: 'words',
        data: { text: text.trim().replace(/\s+/g, ' ').slice(0, 60) },
      });
    const check = (node) => {
      const text = textOf(node);
      if (text !== null && isShown(node, text)) refuse(node, text);
    };
    return {
      JSXText: (node) => LETTERS.test(node.value) && refuse(node, node.value),
      Literal: check,
      TemplateLiteral: check,
    };
  },
};
