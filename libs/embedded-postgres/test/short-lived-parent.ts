import { startPostgres } from '#embedded-postgres';

// Starts the server in the directory and on the port given and stays until it is killed.
const [dataDir = '', port = ''] = process.argv.slice(2);
await startPostgres({ dataDir, port: Number(port) });
process.stdout.write('started\n');
