"use client";
import { SignUpInput } from "@hawkmoth/domain/account/schema";
import { Button } from "@hawkmoth/ui/button";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { errorBodyOf, errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { signInWithPassword } from "./password-sign-in.ts";

export function SignUpForm({ next }: { next: string }) {
  const trpc = useTRPC();
  const signUp = useMutation(trpc.account.sign_up.mutationOptions());
  const form = useForm({ resolver: zodResolver(SignUpInput), defaultValues: { name: "", email: "", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await signUp.mutateAsync(values);
      const refusal = await signInWithPassword(values.email, values.password);
      window.location.assign(refusal ? `/login?next=${encodeURIComponent(next)}` : next);
    } catch (error) {
      const isTaken = errorBodyOf(error).code === "CONFLICT";
      form.setError(isTaken ? "email" : "root", { message: errorText(error) });
    }
  });
  return (
    <form onSubmit={submit} noValidate method="post" className="flex flex-col gap-4">
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} autoComplete="name" className="h-9 text-md" {...form.register("name")} />}
      </Field>
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            className="h-9 text-md"
            {...form.register("email")}
          />
        )}
      </Field>
      <Field
        label="Password"
        hint="At least 10 characters. A few words beat one clever one."
        error={errors.password?.message}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            className="h-9 text-md"
            {...form.register("password")}
          />
        )}
      </Field>
      {errors.root ? (
        <p role="alert" className="text-sm text-fail">
          {errors.root.message}
        </p>
      ) : null}
      <Button type="submit" variant="primary" size="lg" isPending={isSubmitting}>
        Create account
      </Button>
    </form>
  );
}
