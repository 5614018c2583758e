import type { User } from "@hawkmoth/domain/account/schema";
import type { Actor } from "@hawkmoth/domain/actor";

/** Who calls: a person, perhaps before any workspace exists, or whoever a key acts as. */
export type SignedIn = { kind: "session"; user: User; actor: Actor | null } | { kind: "key"; actor: Actor };
