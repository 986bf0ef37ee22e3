"""How the engine's functions are compiled: each once, then all of them together.

Numba by itself optimizes every function together with all that it calls, and what calls it with all
of that again: a tick of some hundred functions takes minutes. Here the code of an inner function (a
part) is only kept; the function that Python calls (a whole) links the parts that it reaches and
optimizes them once. This also lets the compiler inline across all of them.

A part that Python calls after all is compiled as a whole of its own.
"""

from __future__ import annotations

import hashlib
import pathlib
from graphlib import TopologicalSorter

from numba.core import caching, typed_passes, types, untyped_passes
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.compiler_machinery import PassManager
from numba.core.registry import CPUDispatcher
from numba.core.targetconfig import TargetConfig

from starleague.engine.cache import folder_of

# What the engine's plain code needs of Numba's passes: no closures, no array expressions, no with.
PASSES = (
    untyped_passes.TranslateByteCode, untyped_passes.FixupArgs, untyped_passes.IRProcessing,
    untyped_passes.GenericRewrites, untyped_passes.ReconstructSSA,
    typed_passes.NopythonTypeInference, typed_passes.PreLowerStripPhis, typed_passes.IRLegalization,
    typed_passes.AnnotateTypes, typed_passes.NativeLowering, typed_passes.NoPythonBackend,
)


class PartLibrary(JITCodeLibrary):
    """Code of one function, neither linked nor optimized nor made executable."""

    def finalize(self):
        self._raise_if_finalized()
        self._finalized = True

    def get_pointer_to_function(self, name):
        return 1  # asked for when the function is registered; nobody jumps there

    @property
    def codegen(self):
        return _NoEnvironment()


class _NoEnvironment:
    """Stands for the code generator where Numba gives a function its Python constants: a part has none."""

    def set_env(self, name, environment):
        pass


class WholeLibrary(JITCodeLibrary):
    """Code of a function with that of all parts that it reaches."""

    def finalize(self):
        self._linking_libraries = _callers_first(self._linking_libraries)
        super().finalize()


def _callers_first(libraries):
    """These and all parts that they reach, each after all that call it: the linker drops what nobody has called yet."""
    order = TopologicalSorter()
    queue = list(libraries)
    seen = set(queue)
    while queue:
        library = queue.pop()
        order.add(library)
        for callee in library._linking_libraries if isinstance(library, PartLibrary) else ():
            order.add(callee, library)
            if callee not in seen:
                seen.add(callee)
                queue.append(callee)
    return list(order.static_order())


class PartCompiler(Compiler):
    """Compiles a function to a part."""

    def define_pipelines(self):
        state = self.state
        state.library = PartLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_cpython_wrapper = True
        state.flags.no_cfunc_wrapper = True
        passes = PassManager("part")
        for step in PASSES:
            passes.add_pass(step, step.__name__)
        passes.finalize()
        return [passes]


class WholeCompiler(Compiler):
    """Compiles a function to a whole."""

    def define_pipelines(self):
        state = self.state
        state.library = WholeLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return super().define_pipelines()


class DigestLocator(caching.UserProvidedCacheLocator):
    """Finds compiled code by what its sources say, not by where they lie or when they were written.

    Copies of the same sources share it: other checkouts, an installed package.
    """

    def __init__(self, function, file):
        self._py_file = file
        self._lineno = function.__code__.co_firstlineno
        self._cache_path = str(folder_of(function))

    @classmethod
    def from_function(cls, function, file):
        locator = cls(function, file)
        locator.ensure_cache_path()
        return locator

    def get_source_stamp(self):
        return hashlib.sha256(pathlib.Path(self._py_file).read_bytes()).hexdigest()


class CompileResults(caching.CompileResultCacheImpl):
    """What is kept of a compiled function, and where."""

    _locator_classes = (DigestLocator,)


class WholeCache(caching.FunctionCache):
    """Compiled code of one function in a file."""

    _impl_class = CompileResults


class Part(CPUDispatcher):
    """A compiled function for compiled callers; called from Python, it becomes a whole."""

    def __init__(self, function, options):
        super().__init__(function, targetoptions={"nopython": True, **options}, pipeline_class=PartCompiler)
        self.options = options
        self.whole = None

    def __call__(self, *arguments):
        if self.whole is None:
            self.whole = Whole(self.py_func, self.options)
        return self.whole(*arguments)


class Whole(CPUDispatcher):
    """A compiled function for Python."""

    def __init__(self, function, options):
        super().__init__(function, targetoptions={"nopython": True, **options}, pipeline_class=WholeCompiler)
        self.enable_caching()

    def enable_caching(self):
        self._cache = WholeCache(self.py_func)


def _same_options(self, other):
    return type(self) is type(other) and self._values == other._values


# Numba spells out the whole game whenever it names a record's type, and lists all options whenever it
# compares two sets of them: a third of the compile time.
types.Record.__repr__ = types.Record.__str__
TargetConfig.__eq__ = _same_options
TargetConfig.__hash__ = lambda self: hash(type(self))
