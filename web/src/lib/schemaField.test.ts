import { describe, expect, it } from 'vitest';
import { blankOf, fieldOf, type JsonSchema } from './schemaField';

const SCHEMA: JsonSchema = {
  type: 'object',
  required: ['name', 'who'],
  properties: {
    note: { type: ['string', 'null'], description: 'A word' },
    name: { type: 'string' },
    who: { $ref: '#/$defs/Condition' },
    limit: { anyOf: [{ $ref: '#/$defs/Limit' }, { type: 'null' }] },
    channel: { oneOf: [{ const: 'email', description: 'Mail' }, { const: 'sms' }] },
    setting: { type: 'string', anyOf: [{ enum: ['truelift.zone'] }, { not: { type: 'null' } }] },
    by: { type: 'object', additionalProperties: { type: 'array', items: { enum: ['a', 'b'] } } },
    looks: {
      oneOf: [
        { const: 'once' },
        { type: 'object', properties: { often: { type: 'integer' } }, required: ['often'] },
      ],
    },
  },
  $defs: {
    Limit: { type: 'object', properties: { n: { type: 'integer', minimum: 1 } }, required: ['n'] },
    Condition: {
      oneOf: [
        {
          type: 'object',
          properties: { all: { type: 'array', items: { $ref: '#/$defs/Condition' } } },
          required: ['all'],
        },
        { type: 'object', properties: { not: { $ref: '#/$defs/Condition' } }, required: ['not'] },
      ],
    },
  },
};

describe('fieldOf', () => {
  const root = fieldOf(SCHEMA, SCHEMA);
  const member = (key: string): ReturnType<typeof fieldOf> | undefined =>
    root.kind === 'group' ? root.members.find((found) => found.key === key)?.field() : undefined;

  it('asks first for what must be there', () => {
    expect(root.kind === 'group' && root.members.map(({ key }) => key).slice(0, 3)).toEqual([
      'name',
      'who',
      'note',
    ]);
    expect(blankOf(root)).toEqual({ name: '', who: { all: [] } });
  });

  it('knows every shape of the definitions', () => {
    expect(member('note')).toEqual({ kind: 'text' });
    expect(member('limit')).toMatchObject({ kind: 'group', members: [{ key: 'n', isRequired: true }] });
    expect(member('channel')).toMatchObject({ kind: 'choice', options: [{ hint: 'Mail' }, { word: 'sms' }] });
    expect(member('looks')).toMatchObject({
      kind: 'variant',
      variants: [{ field: null }, { word: 'often' }],
    });
    expect(member('setting')).toMatchObject({ kind: 'choice', options: [{ word: 'truelift.zone' }] });
    const by = member('by');
    expect(by?.kind === 'map' && by.of()).toMatchObject({ kind: 'list' });
  });

  it('goes as deep as a condition does', () => {
    const who = member('who');
    const all = who?.kind === 'variant' ? who.variants[0]?.field?.() : undefined;
    expect(all?.kind === 'list' && all.of()).toMatchObject({ kind: 'variant' });
  });
});
