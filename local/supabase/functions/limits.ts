/** What one call or one worker may use; the hosted plan's figures. Tests pass smaller ones. */
export type Limits = {
  /** CPU time of one call, in ms of the function's own thread. */
  cpuMs: number;
  /** Wall-clock time until the response begins, in ms. */
  wallMs: number;
  /** Private memory of a worker, in MiB. */
  memoryMb: number;
  /** A worker older than this takes no new call, so nothing can rely on what it keeps in memory, in ms. */
  lifetimeMs: number;
  /** Request body, in bytes. */
  bodyBytes: number;
};

export const HOST_LIMITS: Limits = {
  cpuMs: 2000,
  wallMs: 150_000,
  memoryMb: 256,
  lifetimeMs: 400_000,
  bodyBytes: 10 * 1024 * 1024,
};

/** A response that the host gives in a function's place. */
export type HostAnswer = { status: number; code: string; message: string };

export const NOT_FOUND: HostAnswer = { status: 404, code: 'NOT_FOUND', message: 'Requested function was not found' };
export const NO_TOKEN: HostAnswer = { status: 401, code: 'UNAUTHORIZED_NO_AUTH_HEADER', message: 'Missing authorization header' };
export const BAD_TOKEN: HostAnswer = { status: 401, code: 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT' };
export const TOO_LARGE: HostAnswer = { status: 413, code: 'PAYLOAD_TOO_LARGE', message: 'Request body is larger than 10 MB' };
export const BOOT_ERROR: HostAnswer = {
  status: 503,
  code: 'BOOT_ERROR',
  message: 'Function failed to start (please check logs)',
};
export const WORKER_ERROR: HostAnswer = {
  status: 500,
  code: 'WORKER_ERROR',
  message: 'Function exited due to an error (please check logs)',
};
export const TIMEOUT: HostAnswer = {
  status: 504,
  code: 'IDLE_TIMEOUT',
  message: 'Function did not answer in time (please check logs)',
};
export const OUT_OF_RESOURCES: HostAnswer = {
  status: 546,
  code: 'WORKER_LIMIT',
  message: 'Function failed due to not having enough compute resources (please check logs)',
};
