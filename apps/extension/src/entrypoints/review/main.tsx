import { mountPage } from "../../mount-page.tsx";
import { ReviewPage } from "../../review/review-page.tsx";

mountPage(<ReviewPage draftId={new URLSearchParams(location.search).get("draft") ?? ""} />);
