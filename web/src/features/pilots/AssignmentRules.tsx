import { List } from '@mantine/core';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { formatRatio } from '../../lib/format';
import { nameInSentence } from '../../lib/words';
import type { Pilot } from './pilotQuery';

/** Who may take part, and how the arms are dealt out, where the plan says more than "by chance". */
export function AssignmentRules({ design }: { design: Pilot['design'] }): JSX.Element | null {
  const { arms, method, strata, layer, ramp, programme, keeps_arms } = design;
  const usual = arms.find((arm) => arm.is_business_as_usual);
  const rules: JSX.Element[] = [];
  if (method === 'blocked') {
    const within = strata.length === 0 ? '' : ` within each ${strata.map(nameInSentence).join(' and ')}`;
    rules.push(
      <>
        The arms keep their shares{within}, to less than one {design.unit}.
      </>,
    );
  }
  if (layer != null) {
    rules.push(
      <>
        In the layer “{nameInSentence(layer.name)}” it has{' '}
        {formatRatio((layer.last_slot - layer.first_slot + 1) / 1000)} of people to itself: no other pilot of
        the layer reaches them.
      </>,
    );
  }
  if (ramp.length > 0) {
    rules.push(
      <>
        More and more take part:{' '}
        {ramp.map((step, i) => (
          <span key={step.from}>
            {i > 0 && ', '}
            {formatRatio(step.exposed_ratio, 0)} from <Moment at={step.from} />
          </span>
        ))}
        .
      </>,
    );
  }
  if (programme != null) {
    rules.push(<>People held out from “{nameInSentence(programme)}” get nothing.</>);
  }
  if (keeps_arms) rules.push(<>Who was in an earlier version keeps that arm.</>);
  if (usual !== undefined) {
    rules.push(<>“{nameInSentence(usual.name)}” gets the brand’s own message, whole.</>);
  }
  if (rules.length === 0) return null;
  return (
    <List size="sm" spacing={4} aria-label="How people are chosen">
      {rules.map((rule, i) => (
        <List.Item key={i}>{rule}</List.Item>
      ))}
    </List>
  );
}
