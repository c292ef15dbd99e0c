/// Influence of training rows, and of groups of them, on one inference of a small head, pure.
///
/// What belongs here: heads with a closed form (softmax, ridge, nearest neighbours), their exact
/// Hessian, and the method `influence@1` that turns influence into weights. What does not:
/// extracting features, storing rows or heads, money, clocks, chance, I/O.
///
/// The same input gives the same bits everywhere: under the interpreter and every compiler, on any
/// number of threads. Therefore sums have one written order, nothing fuses a product with a sum,
/// and functions are those of [StrictMath], whose results are defined to the last bit. Matrices are
/// arrays of rows; a parameter has the index `class * width + feature`, and the width counts the
/// bias, which is the last feature and always 1.
@NullMarked
package guildhall.attribution.influence;

import org.jspecify.annotations.NullMarked;
