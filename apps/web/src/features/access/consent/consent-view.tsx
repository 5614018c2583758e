"use client";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../data/error-body.ts";
import { DataProvider } from "../../../data/data-provider.tsx";
import { TextLink } from "../../account/text-link.tsx";
import { fetchConsentRequest } from "./consent-calls.ts";
import { ConsentForm } from "./consent-form.tsx";

/** What a program asks for, and the person's answer to it. */
export function ConsentView({ uid }: { uid: string }) {
  return (
    <DataProvider workspace={null}>
      <LoadedConsent uid={uid} />
    </DataProvider>
  );
}

function LoadedConsent({ uid }: { uid: string }) {
  const query = useQuery({
    queryKey: ["consent", uid],
    queryFn: () => fetchConsentRequest(uid),
    retry: false,
    staleTime: Infinity,
  });
  if (query.isPending) return <Skeleton className="h-80 w-full" />;
  if (query.error)
    return (
      <p role="alert" className="text-md text-fail">
        {errorText(query.error)}
      </p>
    );
  const { workspaces, project } = query.data;
  if (workspaces.length === 0)
    return (
      <p role="alert" className="text-md">
        {project === null
          ? "You are in no workspace yet. "
          : `None of your workspaces has a project “${project}” that you can see. `}
        <TextLink href="/">Open Hawkmoth</TextLink>, then start again in the program.
      </p>
    );
  return <ConsentForm uid={uid} request={query.data} />;
}
