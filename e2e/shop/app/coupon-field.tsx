import { useState, type FormEvent } from "react";
import { redeemCoupon, type Coupon } from "./requests.ts";

interface CouponAnswer {
  coupon: Coupon;
}

/** Time for the button to show that something happens. */
const PAUSE_MS = 120;

export function CouponField({ onCoupon }: { onCoupon(coupon: Coupon): void }) {
  const [code, setCode] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  function showDiscount(answer: CouponAnswer) {
    console.info(`[coupon] ${answer.coupon.discount} % off`);
    onCoupon(answer.coupon);
    setBusy(false);
  }

  async function applyCoupon(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    const response = await redeemCoupon(code);
    const answer: CouponAnswer = await response.json();
    if (response.status === 404) {
      setBusy(false);
      setProblem("We don't know this code.");
    } else if (!__BROKEN__ && !response.ok) {
      setBusy(false);
      setProblem("This code can't be redeemed right now. Please try again later.");
    } else {
      // Planted bug: in the broken build an answer of 500 comes here as well, and has no coupon in it.
      if (!response.ok) console.error("coupon failed", response.status, answer);
      window.setTimeout(() => showDiscount(answer), PAUSE_MS);
    }
  }

  return (
    <form className="coupon" onSubmit={(event) => void applyCoupon(event)}>
      <label>
        Coupon code
        <input name="coupon" value={code} autoComplete="off" onChange={(event) => setCode(event.target.value)} />
      </label>
      <button type="submit" className="quiet" disabled={isBusy || code.trim() === ""}>
        {isBusy ? "Applying…" : "Apply"}
      </button>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </form>
  );
}
