/**
 * The embedded server of a small office: little memory, next to nothing done while idle, and every commit on disk
 * (`fsync`, `full_page_writes` and `synchronous_commit` stay as PostgreSQL has them: on).
 */
export const POSTGRES_SETTINGS = {
  max_connections: 100,
  shared_buffers: '48MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  // Pages come from memory or from an SSD: an index is worth it also where it is read here and there.
  random_page_cost: '1.1',
  // Reads come from memory here; helpers would only hold some.
  io_method: 'sync',
  max_parallel_workers_per_gather: 0,
  max_worker_processes: 0,
  max_logical_replication_workers: 0,
  // Compiling a query costs more than any query of ours.
  jit: 'off',
  // Nobody replicates from this server; a backup stops it or dumps it.
  wal_level: 'minimal',
  max_wal_senders: 0,
  min_wal_size: '32MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  autovacuum_naptime: '2min',
  autovacuum_max_workers: 1,
  autovacuum_worker_slots: 1,
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%a ',
} as const;
