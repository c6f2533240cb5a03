import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Schemas } from '../api/client';
import { isOver, type Job } from './job';
import { jobQuery } from './jobQuery';

/** All that an ended job may have changed is read again. */
const CHANGED = [
  ...['sources', 'uploads', 'jobs', 'quarantine', 'home', 'people', 'person', 'pairs', 'rulings'],
  ...['record-pair', 'pilots', 'pilot', 'record', 'programme'],
];

/** A job, followed by the server's events until it is over: a reload of the page takes up where it was. */
export function useJob(jobId: number): UseQueryResult<Job> {
  const queryClient = useQueryClient();
  const job = useQuery(jobQuery(jobId));
  const isOpen = job.data !== undefined && !isOver(job.data.state);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen) {
      wasOpen.current = true;
    } else if (wasOpen.current) {
      wasOpen.current = false;
      for (const changed of CHANGED) void queryClient.invalidateQueries({ queryKey: [changed] });
    }
  }, [isOpen, queryClient]);
  useEffect(() => {
    if (!isOpen || typeof EventSource === 'undefined') return undefined;
    const key = jobQuery(jobId).queryKey;
    const events = new EventSource(`/api/v1/jobs/${jobId}/events`);
    const progress = (event: MessageEvent<string>): void => {
      const told = JSON.parse(event.data) as Job;
      // Events carry no log: its lines come by themselves.
      queryClient.setQueryData<Job>(key, (known) => ({ ...told, log: known?.log ?? [] }));
    };
    const log = (event: MessageEvent<string>): void => {
      const line = JSON.parse(event.data) as Schemas['JobLine'];
      queryClient.setQueryData<Job>(key, (known) => {
        if (known === undefined || known.log.some(({ seq }) => seq === line.seq)) return known;
        return { ...known, log: [...known.log, line] };
      });
    };
    const done = (event: MessageEvent<string>): void => {
      events.close();
      progress(event);
    };
    events.addEventListener('progress', progress);
    events.addEventListener('log', log);
    events.addEventListener('done', done);
    return () => events.close();
  }, [isOpen, jobId, queryClient]);
  return job;
}
