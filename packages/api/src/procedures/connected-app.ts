import { ConnectedApp, ConnectedAppList, DisconnectAppInput } from "@hawkmoth/domain/access/connected-app";
import { disconnectApp } from "@hawkmoth/services/access/disconnect-app";
import { listConnectedApps } from "@hawkmoth/services/access/list-connected-apps";
import { memberProcedure, router } from "../procedure.ts";

export const connectedAppRouter = router({
  list: memberProcedure
    .meta({
      summary: "List the programs that are signed in over OAuth: yours, and everybody's as an admin",
      scope: "session",
      rest: { method: "GET", path: "/connected-apps" },
    })
    .output(ConnectedAppList)
    .query(({ ctx }) => listConnectedApps(ctx.service)),
  disconnect: memberProcedure
    .meta({
      summary: "Sign a program out at once",
      scope: "session",
      rest: { method: "DELETE", path: "/connected-apps/{app_id}" },
    })
    .input(DisconnectAppInput)
    .output(ConnectedApp)
    .mutation(({ ctx, input }) => disconnectApp(ctx.service, input)),
});
