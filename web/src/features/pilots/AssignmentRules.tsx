import { List } from '@mantine/core';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { formatRatio } from '../../lib/format';
import { nameInSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import type { Pilot } from './pilotQuery';

/** Who may take part, and how the arms are dealt out, where the plan says more than "by chance". */
export function AssignmentRules({ design }: { design: Pilot['design'] }): JSX.Element | null {
  const { arms, method, strata, layer, ramp, programme, keeps_arms } = design;
  const usual = arms.find((arm) => arm.is_business_as_usual);
  const rules: JSX.Element[] = [];
  if (method === 'blocked') {
    rules.push(
      <>
        {strata.length === 0
          ? messages.assignmentRules.armsKeepTheirShares(design.unit)
          : messages.assignmentRules.armsKeepTheirSharesWithin(strata.map(nameInSentence), design.unit)}
      </>,
    );
  }
  if (layer != null) {
    rules.push(
      <>
        {messages.assignmentRules.layerHasPeopleItselfNo(
          nameInSentence(layer.name),
          formatRatio((layer.last_slot - layer.first_slot + 1) / 1000),
        )}
      </>,
    );
  }
  if (ramp.length > 0) {
    rules.push(
      <>
        {messages.assignmentRules.moreAndMoreTakePart}{' '}
        {ramp.map((step, i) => (
          <span key={step.from}>
            {i > 0 && ', '}
            {messages.assignmentRules.from(formatRatio(step.exposed_ratio, 0), <Moment at={step.from} />)}
          </span>
        ))}
        .
      </>,
    );
  }
  if (programme != null) {
    rules.push(<>{messages.assignmentRules.peopleHeldOutFromGet(nameInSentence(programme))}</>);
  }
  if (keeps_arms) rules.push(<>{messages.assignmentRules.whoWasEarlierVersionKeeps}</>);
  if (usual !== undefined) {
    rules.push(<>{messages.assignmentRules.getsBrandsOwnMessageWhole(nameInSentence(usual.name))}</>);
  }
  if (rules.length === 0) return null;
  return (
    <List size="sm" spacing={4} aria-label={messages.assignmentRules.howPeopleAreChosen}>
      {rules.map((rule, i) => (
        <List.Item key={i}>{rule}</List.Item>
      ))}
    </List>
  );
}
