"use client";
import { Button } from "@hawkmoth/ui/button";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { useState } from "react";
import { type EraResult, testConnection } from "./handshake.ts";
import { HandshakeReport } from "./handshake-report.tsx";

/** Connects from this browser exactly as clients would, once for each era of the protocol. */
export function TestConnection({ endpoint, token }: { endpoint: string; token: string | null }) {
  const [typed, setTyped] = useState("");
  const [isRunning, setIsRunning] = useState(false);
  const [results, setResults] = useState<EraResult[] | null>(null);
  const key = token ?? typed.trim();
  const run = async () => {
    setIsRunning(true);
    setResults(await testConnection(endpoint, key));
    setIsRunning(false);
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        {token ? null : (
          <div className="w-72 max-sm:w-full">
            <Field label="Key to test with">
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
        {results ? <HandshakeReport results={results} /> : null}
      </div>
    </div>
  );
}
