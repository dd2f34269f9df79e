from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import PROOF, CemeteryCase


@tagged("post_install", "-at_install")
class TestSale(CemeteryCase):
    """Who may have a plot, how long it is kept, how it is agreed on and paid."""

    def test_from_reservation_to_burial(self):
        self.charge(self.public, 30.55)
        self.plot.price = 300
        self.make_death()
        reservation = self.reserve()
        reservation.action_reserve()
        self.assertEqual("LMZ-990101-2024-0100001", reservation.number)
        self.assertEqual("2024-06-10", str(reservation.until))
        self.assertEqual("reserved", self.plot.state)
        reservation.action_order()
        self.assertEqual("DMZ-990101-2024-0100001", reservation.order_number)
        self.assertEqual("2024-07-03", str(reservation.until))
        reservation.action_agree()
        agreement = reservation.agreement_id
        self.assertEqual("4213**********0014", agreement.identity_masked)
        agreement.action_sign()
        self.assertEqual("GZ-990101-2024-0100001", agreement.number)
        self.assertEqual("agreed", reservation.state)
        self.assertEqual("2044-06-03", str(agreement.date_to))
        self.assertEqual(911, agreement.amount_due)
        with self.assertRaisesRegex(UserError, "isn't paid yet"):
            agreement.action_activate()
        self.pay(agreement)
        agreement.action_activate()
        self.assertEqual("GAZ-990101-2024-0100001", agreement.certificate_number)
        interment = self.inter(agreement)
        interment.action_inter()
        self.assertEqual("occupied", self.plot.state)
        self.assertEqual((1, 1), (self.plot.used_places, self.plot.free_places))
        self.assertEqual("HZ-1", interment.sudo().death_id.certificate_number)
        self.assertEqual(
            ["cemetery_agreement", "cemetery_certificate"],
            agreement.sudo().document_ids.sorted("id").mapped("kind_id.code"),
        )

    def test_what_nobody_fetches_is_free_again(self):
        reservation = self.reserve()
        reservation.action_reserve()
        with freeze_time("2024-06-10 02:00:00"):
            reservation.sudo()._cron_expire()
            self.assertEqual("reserved", reservation.state)
        with freeze_time("2024-06-11 02:00:00"):
            self.env["civil.cemetery.reservation"]._cron_expire()
        self.assertEqual("expired", reservation.state)
        self.assertEqual("available", self.plot.state)

    def test_a_slip_speaks_of_one_plot(self):
        reservation = self.reserve()
        reservation.plot_id = self.plots[1]
        reservation.action_reserve()
        with self.assertRaisesRegex(UserError, "plot of a slip doesn't change"):
            reservation.plot_id = self.plot
        with self.assertRaisesRegex(UserError, "Only drafts of reservations"):
            reservation.sudo().unlink()

    def test_a_plot_is_kept_for_one_only(self):
        self.reserve().action_reserve()
        other = self.reserve()
        with self.assertRaisesRegex(UserError, "Reserved"):
            other.action_reserve()

    def test_no_sale_without_a_cremation(self):
        reservation = self.reserve()
        with self.assertRaisesRegex(UserError, "doesn't know the cremation"):
            reservation.action_order()
        self.make_death(name="王五")
        with self.assertRaisesRegex(UserError, "made out to somebody else"):
            reservation.action_order()
        reservation.cremation_number = False
        with self.assertRaisesRegex(UserError, "number of the cremation"):
            reservation.action_order()

    def test_cremations_elsewhere_are_proved(self):
        reservation = self.reserve(cremated_elsewhere=True)
        with self.assertRaisesRegex(UserError, "from elsewhere is missing"):
            reservation.action_order()
        reservation.proof = PROOF
        reservation.action_order()
        self.assertEqual("ordered", reservation.state)

    def test_public_plots_are_for_residents_of_the_area(self):
        """《殡葬管理条例》: public cemeteries serve the residents of their area."""
        self.make_death()
        with self.assertRaisesRegex(UserError, "serves the residents of its area"):
            self.reserve(residence_id=self.west.id).action_order()
        village = self.divisions["990101001001"]
        self.reserve(residence_id=village.id).action_order()
        self.public.service_division_ids = self.district
        self.assertTrue(self.public._serves(self.west))

    def test_commercial_plots_are_for_everybody(self):
        self.make_death()
        plots = self.make_plots(self.west_zone, self.double, area=1.0)
        reservation = self.reserve(plots[0], self.other_keeper, residence_id=False)
        reservation.action_order()
        agreement = self.activate_ordered(reservation)
        self.assertEqual("JAZ-990101-2024-0200001", agreement.certificate_number)

    def activate_ordered(self, reservation):
        reservation.action_agree()
        return self.activate(reservation.agreement_id)

    def test_before_death_on_a_dated_ground_only(self):
        age = self.env.ref("civil_cemetery.presale_age")
        values = {
            "ground": "presale",
            "cremation_number": False,
            "presale_rule_id": age.id,
            "proof": PROOF,
        }
        young = self.reserve(user_birth_date="1944-06-04", **values)
        with self.assertRaisesRegex(UserError, "is 79 years old, and has to be 80"):
            young.action_order()
        old = self.reserve(self.plots[1], user_birth_date="1944-06-03", **values)
        old.action_order()
        age.date_to = "2024-06-01"
        late = self.reserve(self.plots[2], user_birth_date="1930-01-01", **values)
        with self.assertRaisesRegex(UserError, "isn't in force"):
            late.action_order()
        critical = self.env.ref("civil_cemetery.presale_critical")
        late.write({"presale_rule_id": critical.id, "proof": False})
        with self.assertRaisesRegex(UserError, "copy of the proof"):
            late.action_order()

    def test_one_certificate_gives_one_plot(self):
        self.make_death()
        self.agree()
        with self.assertRaisesRegex(UserError, "already an agreement on the ground"):
            self.agree(self.plots[1])

    def test_terms_are_of_twenty_years_at_most(self):
        """国办发〔1998〕25号: cycles of twenty years, fees for no longer."""
        self.make_death()
        agreement = self.agree(years=21)
        with self.assertRaisesRegex(UserError, "21 years isn't allowed: 1 to 20"):
            agreement.action_sign()
        agreement.years = 20
        agreement.action_sign()

    def test_what_is_signed_stays(self):
        self.make_death()
        agreement = self.agree()
        agreement.action_sign()
        for values in ({"holder_name": "王五"}, {"price": 1}, {"years": 5}):
            with self.assertRaisesRegex(UserError, "what was signed doesn't change"):
                agreement.write(values)
        with self.assertRaisesRegex(UserError, "can't be set by hand"):
            agreement.write({"state": "active"})
        with self.assertRaisesRegex(UserError, "Only drafts"):
            agreement.unlink()

    def test_given_back_to_the_facility(self):
        self.make_death()
        agreement = self.activate(self.agree())
        ask = agreement.action_return()
        self.assertEqual("civil.case.reason", ask["res_model"])
        reason = self.env["civil.case.reason"].with_user(self.keeper)
        form = Form(reason.with_context(**ask["context"]))
        form.reason = "家属另行安葬"
        form.save().action_confirm()
        self.assertEqual("returned", agreement.state)
        self.assertEqual("available", self.plot.state)
        # The certificate may be the ground of another plot now.
        self.agree(self.plots[1])

    def test_no_giving_back_with_somebody_there(self):
        agreement = self.buried()
        with self.assertRaisesRegex(UserError, "somebody lies there"):
            agreement.action_return(reason="退墓")
