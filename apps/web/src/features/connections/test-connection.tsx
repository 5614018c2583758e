"use client";
import { Button } from "@hawkmoth/ui/button";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import { type HandshakeResult, testConnection } from "./handshake.ts";

/** Connects from this browser exactly as a client would, and says what it found. */
export function TestConnection({ endpoint, token }: { endpoint: string; token: string | null }) {
  const [typed, setTyped] = useState("");
  const [isRunning, setIsRunning] = useState(false);
  const [result, setResult] = useState<HandshakeResult | null>(null);
  const key = token ?? typed.trim();
  const run = async () => {
    setIsRunning(true);
    setResult(await testConnection(endpoint, key));
    setIsRunning(false);
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        {token ? null : (
          <div className="w-72 max-sm:w-full">
            <Field label="Token to test with">
              {(control) => (
                <Input
                  {...control}
                  type="password"
                  autoComplete="off"
                  placeholder="hm_key_…"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </Field>
          </div>
        )}
        <Button onClick={run} isPending={isRunning} disabled={key === ""}>
          Test connection
        </Button>
      </div>
      <div role="status" data-testid="handshake-result">
        {result ? <Result result={result} /> : null}
      </div>
    </div>
  );
}

function Result({ result }: { result: HandshakeResult }) {
  if (!result.ok)
    return (
      <p className="flex items-start gap-2 rounded-md bg-fail-soft px-3 py-2">
        <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-fail" />
        <span className="min-w-0">
          <span className="font-medium text-fail">Failed at {result.step}.</span>{" "}
          <span className="break-words">{result.problem}</span>
        </span>
      </p>
    );
  return (
    <>
      <p className="flex items-start gap-2 rounded-md bg-pass-soft px-3 py-2">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-pass" />
        <span>
          <span className="font-medium text-pass">Connected.</span> {result.server}, {result.tools.length} tools,{" "}
          {result.latency_ms} ms, protocol {result.protocol}
        </span>
      </p>
      <ul aria-label="Tools" className="mt-3 border-t border-line">
        {result.tools.map((tool) => (
          <li key={tool.name} className="grid gap-x-4 border-b border-line py-1.5 sm:grid-cols-[200px_1fr]">
            <code className="text-xs">{tool.name}</code>
            <span className="text-xs text-muted">{tool.description}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
