import { Link, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { PageHeader } from '../../components/PageHeader';
import tabStyles from '../../components/tabs.module.css';
import { WhyNot } from '../../components/WhyNot';
import { pairs as messages } from '../../messages/pairs';
import { ApplyBar } from './ApplyBar';
import { PairQueue } from './PairQueue';
import { RulingList } from './RulingList';

type Shown = 'unsure' | 'sample' | 'rulings';

const tabs: { shown: Shown; label: string }[] = [
  { shown: 'unsure', label: messages.reviewPage.notSure },
  { shown: 'sample', label: messages.reviewPage.spotCheck },
  { shown: 'rulings', label: messages.reviewPage.whatMembersSaid },
];

function shownOf(text: string | undefined): Shown {
  return tabs.find((tab) => tab.shown === text)?.shown ?? 'unsure';
}

function Tabs({ shown }: { shown: Shown }): JSX.Element {
  return (
    <nav aria-label={messages.reviewPage.samePerson} className={tabStyles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.shown}
          to="/people/review"
          search={tab.shown === 'unsure' ? {} : { show: tab.shown }}
          className={`${tabStyles.tab ?? ''} ${tab.shown === shown ? (tabStyles.active ?? '') : ''}`}
          activeProps={{}}
          aria-current={tab.shown === shown ? 'page' : undefined}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

function Tab({ shown }: { shown: Shown }): JSX.Element {
  switch (shown) {
    case 'unsure':
    case 'sample':
      return <PairQueue key={shown} kind={shown} />;
    case 'rulings':
      return <RulingList />;
  }
}

/** Pairs of records that members decide: one person, or two. */
export function ReviewPage(): JSX.Element {
  const { show } = useSearch({ from: '/_member/people/review' });
  const shown = shownOf(show);
  return (
    <>
      <PageHeader title={messages.reviewPage.samePerson} lede={messages.reviewPage.lede} />
      <WhyNot act="mend_data" />
      <ApplyBar kind={shown === 'sample' ? 'sample' : 'unsure'} />
      <Tabs shown={shown} />
      <Tab shown={shown} />
    </>
  );
}
