"use client";
import { Button } from "@hawkmoth/ui/button";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { signInWithPassword } from "./password-sign-in.ts";

interface Values {
  email: string;
  password: string;
}

export function SignInForm({ next }: { next: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<Values>({ defaultValues: { email: "", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ email, password }) => {
    setProblem(null);
    const refusal = await signInWithPassword(email, password);
    if (refusal) return setProblem(refusal);
    window.location.assign(next);
    return undefined;
  });
  return (
    <form onSubmit={submit} noValidate method="post" className="flex flex-col gap-4">
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            className="h-9 text-md"
            {...form.register("email", { required: "Enter your e-mail address" })}
          />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            className="h-9 text-md"
            {...form.register("password", { required: "Enter your password" })}
          />
        )}
      </Field>
      {problem ? (
        <p role="alert" className="text-sm text-fail">
          {problem}
        </p>
      ) : null}
      <Button type="submit" variant="primary" size="lg" isPending={isSubmitting}>
        Sign in
      </Button>
    </form>
  );
}
