import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureJars } from '../../../deploy/kafka/jars.js';
import { ensureJava } from '../../../deploy/kafka/java.js';
import { anyFreePort } from '../../../deploy/local/port.js';
import {
  requireFound,
  Unavailable,
  type Contender,
  type ContenderOptions,
  type Lifecycle,
} from '../lifecycle/contender.js';
import type { LoadClient, Shot } from '../load-client.js';
import { runProgram, startProgram } from './program.js';

const FLOWABLE = '7.2.0';
const SPRING_BOOT = '3.5.6';
/** Programs, not data: fetched once. */
const CACHE = path.resolve('.lianban/flowable');

/** A Java machine compiles for longer than the others. */
const WARM_UP_SECONDS = 30;

const POM = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lianban</groupId>
  <artifactId>bench-flowable</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-dependencies</artifactId>
        <version>${SPRING_BOOT}</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>org.flowable</groupId>
      <artifactId>flowable-spring-boot-starter-process-rest</artifactId>
      <version>${FLOWABLE}</version>
    </dependency>
    <dependency>
      <groupId>org.postgresql</groupId>
      <artifactId>postgresql</artifactId>
    </dependency>
  </dependencies>
</project>
`;

/** What the starter's documentation asks for, and nothing else. */
const APPLICATION = `package peer;

@org.springframework.boot.autoconfigure.SpringBootApplication
public class Application {
  public static void main(String[] args) {
    org.springframework.boot.SpringApplication.run(Application.class, args);
  }
}
`;

/** One user task between start and end; the starter deploys what it finds in \`processes\`. */
const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="lianban">
  <process id="assignment" isExecutable="true">
    <startEvent id="start"/>
    <sequenceFlow id="issued" sourceRef="start" targetRef="work"/>
    <userTask id="work" name="办理"/>
    <sequenceFlow id="completed" sourceRef="work" targetRef="end"/>
    <endEvent id="end"/>
  </process>
</definitions>
`;

/** Flowable's REST engine in Spring Boot, from Maven Central, as its starter sets it up. */
export async function startFlowable({ server, say }: ContenderOptions): Promise<Contender> {
  const classPath = await prepared(say).catch((error: Error) => Promise.reject(new Unavailable(error.message)));
  const database = new URL(await server.createDatabase('lifecycle_flowable'));
  const port = await anyFreePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    command: 'java',
    args: [
      '-Xmx1g',
      '-cp',
      classPath,
      'peer.Application',
      '--server.address=127.0.0.1',
      `--server.port=${port}`,
      `--spring.datasource.url=jdbc:postgresql://${database.host}${database.pathname}`,
    ],
    cwd: CACHE,
    env: { SPRING_DATASOURCE_USERNAME: database.username, SPRING_DATASOURCE_PASSWORD: database.password },
    readyAt: `${url}/process-api/repository/process-definitions`,
  });
  return { url, pid: program.pid, lifecycles: [USER_TASK], warmUpSeconds: WARM_UP_SECONDS, stop: () => program.stop() };
}

/** The class path of the compiled application. */
async function prepared(say: (line: string) => void): Promise<string> {
  const at = (...names: string[]): string => path.join(CACHE, ...names);
  await mkdir(at('classes', 'processes'), { recursive: true });
  await writeFile(at('pom.xml'), POM);
  await writeFile(at('Application.java'), APPLICATION);
  await writeFile(at('classes', 'processes', 'assignment.bpmn20.xml'), PROCESS);
  await ensureJava();
  const product = { name: `Flowable ${FLOWABLE}`, size: '60 MB', pom: at('pom.xml') };
  await ensureJars(product, { libsDir: at('libs'), progress: say });
  const libraries = at('libs', '*');
  const args = ['-cp', libraries, '-d', at('classes'), at('Application.java')];
  await runProgram({ command: 'javac', args, cwd: CACHE }).catch((error: Error) => {
    throw new Error(`A Java compiler is needed: apt-get install openjdk-17-jdk-headless. ${error.message}`);
  });
  return [at('classes'), libraries].join(path.delimiter);
}

const USER_TASK: Lifecycle = {
  name: 'a process of one user task',
  requests: 'start, its task, claim, complete with a text; search in the history',
  live: async (client, index, asClient) => {
    const businessKey = `${asClient}-${index}-${performance.now()}`;
    const start = post('runtime/process-instances', { processDefinitionKey: 'assignment', businessKey });
    const { id } = JSON.parse(await client.ask(start)) as { id: string };
    const [task] = await rows<{ id: string }>(client, `runtime/tasks?processInstanceId=${id}`);
    const at = `runtime/tasks/${task?.id}`;
    await client.ask(post(at, { action: 'claim', assignee: `liaison-${asClient}` }));
    const variables = [{ name: 'report', value: '已完成标准比对和企业走访。' }];
    await client.ask(post(at, { action: 'complete', variables }));
    const finished = `history/historic-process-instances?businessKey=${businessKey}&finished=true`;
    requireFound(`process ${businessKey}`, (await rows(client, finished)).length);
  },
};

async function rows<T>(client: LoadClient, at: string): Promise<T[]> {
  return (JSON.parse(await client.ask({ method: 'GET', path: `/process-api/${at}` })) as { data: T[] }).data;
}

function post(at: string, body: object): Shot {
  return { method: 'POST', path: `/process-api/${at}`, body: JSON.stringify(body) };
}
