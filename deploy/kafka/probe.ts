import { connect } from 'node:net';

/** Kafka's request Metadata, version 5: no client name, no topics, nothing to create. */
const METADATA_REQUEST = Buffer.from('0000000f' + '0003' + '0005' + '00000001' + 'ffff' + '00000000' + '00', 'hex');
/** In the answer, after length, correlation id and throttle time: how many brokers the cluster has. */
const BROKER_COUNT_AT = 12;
const PATIENCE = 2_000;

/** Whether a broker answers on 127.0.0.1 and names at least one broker of its cluster, itself. Never throws. */
export function brokerAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(METADATA_REQUEST));
    let answer = Buffer.alloc(0);
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(PATIENCE, () => end(false));
    socket.once('error', () => end(false)).once('close', () => end(false));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= BROKER_COUNT_AT + 4) end(answer.readInt32BE(BROKER_COUNT_AT) > 0);
    });
  });
}
