import { useState, type FormEvent } from "react";
import { useCart } from "./cart-context.tsx";
import { placeOrder } from "./requests.ts";

interface FieldProps {
  label: string;
  name: string;
  type?: string;
  autoComplete: string;
  placeholder?: string;
}

function Field({ label, ...input }: FieldProps) {
  return (
    <label>
      {label}
      <input required {...input} />
    </label>
  );
}

export function CheckoutPage() {
  const { lines, empty } = useCart();
  const [order, setOrder] = useState<string | null>(null);
  const [problem, setProblem] = useState("");

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const response = await placeOrder(Object.fromEntries([...form].map(([name, value]) => [name, String(value)])));
    if (!response.ok) {
      setProblem("Your cart is empty.");
      return;
    }
    const answer: { order: { number: string } } = await response.json();
    console.info(`[order] ${answer.order.number} placed`);
    empty();
    setOrder(answer.order.number);
  }

  if (order)
    return (
      <div className="empty">
        <h1>Thank you!</h1>
        <p>
          Order <strong>{order}</strong> leaves our greenhouse tomorrow.
        </p>
      </div>
    );
  return (
    <form className="checkout" onSubmit={(event) => void submit(event)}>
      <h1>Checkout</h1>
      <p className="latin">{lines.reduce((sum, line) => sum + line.quantity, 0)} plants</p>
      <fieldset>
        <legend>You</legend>
        <Field label="Full name" name="name" autoComplete="name" />
        <Field label="E-mail" name="email" type="email" autoComplete="email" />
        <Field label="Password for your account" name="password" type="password" autoComplete="new-password" />
      </fieldset>
      <fieldset>
        <legend>Payment</legend>
        <Field label="Card number" name="card_number" autoComplete="cc-number" placeholder="1234 1234 1234 1234" />
        <div className="pair">
          <Field label="Expires" name="expires" autoComplete="cc-exp" placeholder="MM / YY" />
          <Field label="Security code" name="cvc" autoComplete="cc-csc" placeholder="CVC" />
        </div>
      </fieldset>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      <button type="submit">Pay now</button>
    </form>
  );
}
