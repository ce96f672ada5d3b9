-- graphile-worker's add_job tells the workers in the transaction itself, and PostgreSQL lets transactions that notify
-- commit only one after another. A job without a key goes straight into the queue; the server wakes the workers after
-- the commit (server/kernel/jobs.ts). A job with a key, or of a kind that the queue has not met, goes by add_job.
create or replace function enqueue(
  task text, payload json, job_key text, run_at timestamptz, max_attempts int, queue text
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if job_key is null and queue is null then
    insert into graphile_worker._private_jobs (task_id, payload, run_at, max_attempts)
      select t.id, enqueue.payload, coalesce(enqueue.run_at, now()), enqueue.max_attempts
      from graphile_worker._private_tasks t where t.identifier = enqueue.task;
    if found then
      return;
    end if;
  end if;
  perform graphile_worker.add_job(
    identifier => task, payload => payload, job_key => job_key, run_at => run_at,
    max_attempts => max_attempts, queue_name => queue);
end
$$;
