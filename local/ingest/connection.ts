import { connect, type Socket } from 'node:net';
import { isWholeAnswer } from '../is-whole-answer.ts';

/** One kept-alive connection: a request at a time, as bytes. It costs the driver little, so that what it drives is measured. */
export function openConnection(port: number) {
  let socket: Socket | null = null;
  let received = '';
  let answer: ((response: string | null) => void) | null = null;
  const settle = (response: string | null) => {
    const waiting = answer;
    answer = null;
    waiting?.(response);
  };
  const open = (): Socket => {
    const opened = connect(port, '127.0.0.1');
    opened.setNoDelay(true);
    opened.on('error', () => {});
    opened.on('close', () => {
      if (socket === opened) socket = null;
      settle(null);
    });
    opened.on('data', data => {
      received += data.toString('latin1');
      if (isWholeAnswer(received)) settle(received);
    });
    return opened;
  };
  return {
    /** The whole response, or null when the connection broke before it came. */
    exchange: (request: string): Promise<string | null> =>
      new Promise(resolve => {
        received = '';
        answer = resolve;
        socket ??= open();
        socket.write(request);
      }),
    close: () => socket?.destroy(),
  };
}
