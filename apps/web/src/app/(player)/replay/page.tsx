import { PlayerFrame } from "../../../features/replay/player-frame.tsx";

export default function PlayerPage() {
  return <PlayerFrame />;
}
