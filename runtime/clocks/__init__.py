"""The clocks of a service level: what they remember of a record, when something is due, and that in words.

Plain arithmetic. Whose clocks these are, and where they are kept, is the service's matter.
"""

from runtime.clocks.course import Course, Stop, read_course, written
from runtime.clocks.judging import Clocks, Judge
from runtime.clocks.words import time_left

__all__ = ["Clocks", "Course", "Judge", "Stop", "read_course", "time_left", "written"]
