import { ConnectPage } from "../../connect/connect-page.tsx";
import { mountPage } from "../../mount-page.tsx";

mountPage(<ConnectPage notice={new URLSearchParams(location.search).get("notice")} />);
