import postgres from "postgres";

/** Why the login of a URL should not run the product, as the end of a sentence, or null when it may. */
export async function whyUnfit(url: string): Promise<string | null> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await client<{ is_above_policies: boolean; is_owner: boolean }[]>`
      select (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as is_above_policies,
        exists (
          select from pg_class
          where relnamespace = 'public'::regnamespace and pg_has_role(current_user, relowner, 'MEMBER')
        ) as is_owner`;
    if (row?.is_above_policies) return "is a superuser or bypasses row-level security";
    return row?.is_owner ? "owns the tables it works with" : null;
  } finally {
    await client.end();
  }
}
