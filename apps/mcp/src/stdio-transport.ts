import { plainAnswer, tolerantMessage } from "@hawkmoth/mcp/messages";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { Transform, type TransformCallback } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** Messages that may hold what stands for nothing, or arguments as text. */
const MAY_BE_SLOPPY = /null|"arguments"\s*:\s*"|"prompts\/get"/;

/** Lines of JSON-RPC, each read as what it means; what is no JSON goes on for the SDK to refuse. */
class TolerantLines extends Transform {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.push(`${tolerantLine(line)}\n`);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.push(this.#rest);
    done();
  }
}

function tolerantLine(line: string): string {
  if (!MAY_BE_SLOPPY.test(line)) return line;
  try {
    return JSON.stringify(tolerantMessage(JSON.parse(line)));
  } catch {
    return line;
  }
}

/** The transport over this process's own streams, as tolerant and as plain as the one over HTTP. */
export function stdioTransport(): StdioServerTransport {
  const transport = new StdioServerTransport(process.stdin.pipe(new TolerantLines()));
  const send = transport.send.bind(transport);
  transport.send = (message) => send(plainAnswer(message));
  return transport;
}
