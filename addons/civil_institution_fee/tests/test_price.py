import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FeeCase


@tagged("post_install", "-at_install")
class TestPrice(FeeCase):
    """Who sets which price, and from when on."""

    def approve(self, amount, control="guide", **values):
        return self.as_keeper("fee.approval", self.clerk).create(
            {
                "institution_id": self.home.id,
                "item_id": self.items["bed"].id,
                "amount": amount,
                "control": control,
                "number": "曾发改价〔2023〕5号",
                "organ": "曾都区发展和改革局",
                "approved_on": "2023-01-01",
                "date_from": "2019-01-01",
                **values,
            }
        )

    def test_private_institutions_set_their_prices(self):
        self.assertEqual("market", self.price("bed", 9000).control)

    def test_public_ones_need_an_approval(self):
        self.home.ownership = "public"
        with self.assertRaisesRegex(UserError, "records the approved price"):
            self.price("bed", 800)
        self.price("meal", 600)

    def test_a_guide_price_is_a_ceiling(self):
        self.home.ownership = "public"
        self.approve(1000)
        with self.assertRaisesRegex(UserError, "above the government's ceiling"):
            self.price("bed", 1000.01)
        price = self.price("bed", 1000)
        self.assertEqual(("guide", 1000), (price.control, price.approved_amount))

    def test_a_government_price_is_the_price(self):
        self.home.ownership = "public"
        self.approve(1000, "government")
        for amount in (999.99, 1000.01):
            with self.assertRaisesRegex(UserError, "the government's price is"):
                self.price("bed", amount)
        self.price("bed", 1000)

    def test_the_narrowest_approval_counts(self):
        self.home.ownership = "public"
        self.approve(1000)
        self.approve(1500, bed_class="nursing")
        self.price("bed", 1500, bed_class="nursing")
        with self.assertRaises(UserError):
            self.price("bed", 1500, bed_class="common")

    def test_a_new_price_is_published_before(self):
        former = self.price("bed", 1000)
        with self.assertRaisesRegex(UserError, "2024-05-02 at the earliest"):
            self.price("bed", 1100, since="2024-05-01")
        new = self.price("bed", 1100, since="2024-05-02")
        self.assertEqual("2024-05-01", str(former.date_to))
        self.assertEqual("2024-04-02", str(new.published_on))
        new.action_withdraw()
        self.assertFalse(former.date_to)

    def test_what_holds_is_not_withdrawn(self):
        with self.assertRaises(UserError):
            self.price("bed", 1000).action_withdraw()

    def test_what_is_published_stays(self):
        price = self.price("bed", 1000)
        for change in (lambda: price.write({"amount": 1}), price.unlink):
            with self.assertRaises(UserError):
                change()
        draft = self.price("meal", 1, publish=False)
        draft.amount = 2
        draft.unlink()

    def test_published_prices_do_not_overlap(self):
        self.price("bed", 1000)
        other = self.price("bed", 900, since="2019-01-01", publish=False)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
            self.env.cr.savepoint(),
        ):
            other._write_guarded({"state": "published"})
            other.flush_recordset()

    def test_the_constraints_are_in_the_database(self):
        self.env.cr.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'x'"
            " AND conname LIKE 'civil_institution_fee_%%'"
        )
        self.assertEqual(2, self.env.cr.rowcount)

    def test_the_bureau_approves_and_the_institution_publishes(self):
        with self.assertRaises(AccessError):
            self.price("bed", 1, publish=False).with_user(self.clerk).amount = 2
        draft = self.price("bed", 1, publish=False)
        with self.assertRaises(UserError):
            draft.with_user(self.clerk).action_publish()
        with self.assertRaises(AccessError):
            self.approve(1).with_user(self.keeper).amount = 2
