import psycopg2
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PROOF, CemeteryCase


@tagged("post_install", "-at_install")
class TestInterment(CemeteryCase):
    """A burial needs the certificate, the place, the fee; a certificate works once."""

    def test_no_burial_before_the_fee(self):
        self.charge(self.public, 10)
        self.make_death()
        agreement = self.agree()
        agreement.action_sign()
        with self.assertRaisesRegex(UserError, "once everything is paid"):
            self.inter(agreement).action_inter()

    def test_joint_burial_up_to_the_places(self):
        agreement = self.buried()
        self.make_death("HZ-2", "王芳")
        self.make_death("HZ-3", "李二")
        second = self.inter(agreement, "HZ-2", "王芳")
        self.assertTrue(second.is_joint)
        second.action_inter()
        self.assertEqual(0, self.plot.free_places)
        third = self.inter(agreement, "HZ-3", "李二")
        with self.assertRaisesRegex(UserError, "has 0 free places of 2"):
            third.action_inter()

    def test_a_certificate_is_used_once(self):
        agreement = self.buried()
        again = self.inter(agreement)
        with self.assertRaisesRegex(UserError, "already buried on the cremation"):
            again.action_inter()
        # The database refuses what would get past the guard.
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE civil_cemetery_interment SET state = 'active' WHERE id = %s",
                (again.id,),
            )

    def test_after_the_move_the_certificate_works_again(self):
        agreement = self.buried()
        agreement.action_move_out(moved_to="外市公墓", reason="家属申请")
        again = self.activate(self.agree(self.plots[1]))
        interment = self.inter(again)
        interment.action_inter()
        self.assertEqual("active", interment.state)

    def test_what_was_laid_down_stays(self):
        interment = self.buried().interment_ids
        with self.assertRaisesRegex(UserError, "doesn't change"):
            interment.write({"urns": 2})
        with self.assertRaisesRegex(UserError, "never deleted"):
            interment.unlink()

    def test_bodies_need_the_death_certificate(self):
        body = self.env.ref("civil_cemetery.plot_type_body_single")
        zone = self.make_zone(self.public, "T")
        plot = self.make_plots(zone, body, rows=1, numbers=1, area=4)
        self.make_death()
        agreement = self.activate(self.agree(plot))
        interment = self.inter(agreement, number=False)
        with self.assertRaisesRegex(UserError, "death certificate is missing"):
            interment.action_inter()
        interment.proof = PROOF
        interment.action_inter()
        self.assertEqual("occupied", plot.state)

    def test_ecological_burial(self):
        tree = self.env.ref("civil_cemetery.plot_type_tree")
        zone = self.make_zone(self.public, "E", "ecological")
        plot = self.make_plots(zone, tree, rows=1, numbers=1)
        self.make_death()
        agreement = self.activate(self.agree(plot))
        interment = self.inter(agreement, keeps_ashes=False)
        interment.action_inter()
        self.assertTrue(interment.is_ecological)
        self.assertFalse(interment.is_joint)
        self.assertEqual(3, plot.free_places)

    def test_one_of_two_moves(self):
        agreement = self.buried()
        self.make_death("HZ-2", "王芳")
        second = self.inter(agreement, "HZ-2", "王芳")
        second.action_inter()
        second.action_move(moved_to="外市公墓", reason="家属申请")
        self.assertEqual("moved", second.state)
        self.assertEqual("2024-06-03", str(second.moved_on))
        self.assertEqual(("occupied", 1), (self.plot.state, self.plot.used_places))
        first = agreement.interment_ids - second
        with self.assertRaisesRegex(UserError, "nobody else lies there"):
            first.action_move(moved_to="外市公墓")

    @settings(derandomize=True, deadline=None, max_examples=25)
    @given(
        places=st.integers(1, 6),
        urns=st.lists(st.integers(1, 4), min_size=1, max_size=5),
    )
    def test_never_more_than_places(self, places, urns):
        """Whatever is tried, used places are the urns taken, and never too many."""
        plot = self.plots[3]
        with self.env.cr.savepoint() as savepoint:
            plot.places = places
            [agreement] = self.env["civil.cemetery.agreement"]._record_existing(
                [
                    {
                        "plot_id": plot.id,
                        "holder_name": "李四",
                        "start": plot.env["civil.parameter"]
                        ._fields["date_from"]
                        .to_date("2020-01-01"),
                    }
                ]
            )
            taken = 0
            for count in urns:
                interment = self.inter(
                    agreement,
                    number=f"WD-{len(agreement.interment_ids)}",
                    urns=count,
                    cremated_elsewhere=True,
                    proof=PROOF,
                )
                if taken + count <= places:
                    interment.action_inter()
                    taken += count
                else:
                    with self.assertRaises(UserError):
                        interment.action_inter()
                self.assertEqual(taken, plot.used_places)
                self.assertEqual(places - taken, plot.free_places)
            savepoint.rollback()
        self.env.invalidate_all()
