package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;

/** So many locals that their slots need wide instructions. */
final class ManyLocals {
  private ManyLocals() {}

  static long sum(int seed) {
    return seed;
  }

  @Coroutine
  static Future<Long> awaiting(int seed) {
    long l0 = seed + 0;
    int i0 = seed * 0;
    long l1 = seed + 1;
    int i1 = seed * 1;
    long l2 = seed + 2;
    int i2 = seed * 2;
    long l3 = seed + 3;
    int i3 = seed * 3;
    long l4 = seed + 4;
    int i4 = seed * 4;
    long l5 = seed + 5;
    int i5 = seed * 5;
    long l6 = seed + 6;
    int i6 = seed * 6;
    long l7 = seed + 7;
    int i7 = seed * 7;
    long l8 = seed + 8;
    int i8 = seed * 8;
    long l9 = seed + 9;
    int i9 = seed * 9;
    long l10 = seed + 10;
    int i10 = seed * 10;
    long l11 = seed + 11;
    int i11 = seed * 11;
    long l12 = seed + 12;
    int i12 = seed * 12;
    long l13 = seed + 13;
    int i13 = seed * 13;
    long l14 = seed + 14;
    int i14 = seed * 14;
    long l15 = seed + 15;
    int i15 = seed * 15;
    long l16 = seed + 16;
    int i16 = seed * 16;
    long l17 = seed + 17;
    int i17 = seed * 17;
    long l18 = seed + 18;
    int i18 = seed * 18;
    long l19 = seed + 19;
    int i19 = seed * 19;
    long l20 = seed + 20;
    int i20 = seed * 20;
    long l21 = seed + 21;
    int i21 = seed * 21;
    long l22 = seed + 22;
    int i22 = seed * 22;
    long l23 = seed + 23;
    int i23 = seed * 23;
    long l24 = seed + 24;
    int i24 = seed * 24;
    long l25 = seed + 25;
    int i25 = seed * 25;
    long l26 = seed + 26;
    int i26 = seed * 26;
    long l27 = seed + 27;
    int i27 = seed * 27;
    long l28 = seed + 28;
    int i28 = seed * 28;
    long l29 = seed + 29;
    int i29 = seed * 29;
    long l30 = seed + 30;
    int i30 = seed * 30;
    long l31 = seed + 31;
    int i31 = seed * 31;
    long l32 = seed + 32;
    int i32 = seed * 32;
    long l33 = seed + 33;
    int i33 = seed * 33;
    long l34 = seed + 34;
    int i34 = seed * 34;
    long l35 = seed + 35;
    int i35 = seed * 35;
    long l36 = seed + 36;
    int i36 = seed * 36;
    long l37 = seed + 37;
    int i37 = seed * 37;
    long l38 = seed + 38;
    int i38 = seed * 38;
    long l39 = seed + 39;
    int i39 = seed * 39;
    long l40 = seed + 40;
    int i40 = seed * 40;
    long l41 = seed + 41;
    int i41 = seed * 41;
    long l42 = seed + 42;
    int i42 = seed * 42;
    long l43 = seed + 43;
    int i43 = seed * 43;
    long l44 = seed + 44;
    int i44 = seed * 44;
    long l45 = seed + 45;
    int i45 = seed * 45;
    long l46 = seed + 46;
    int i46 = seed * 46;
    long l47 = seed + 47;
    int i47 = seed * 47;
    long l48 = seed + 48;
    int i48 = seed * 48;
    long l49 = seed + 49;
    int i49 = seed * 49;
    long l50 = seed + 50;
    int i50 = seed * 50;
    long l51 = seed + 51;
    int i51 = seed * 51;
    long l52 = seed + 52;
    int i52 = seed * 52;
    long l53 = seed + 53;
    int i53 = seed * 53;
    long l54 = seed + 54;
    int i54 = seed * 54;
    long l55 = seed + 55;
    int i55 = seed * 55;
    long l56 = seed + 56;
    int i56 = seed * 56;
    long l57 = seed + 57;
    int i57 = seed * 57;
    long l58 = seed + 58;
    int i58 = seed * 58;
    long l59 = seed + 59;
    int i59 = seed * 59;
    long l60 = seed + 60;
    int i60 = seed * 60;
    long l61 = seed + 61;
    int i61 = seed * 61;
    long l62 = seed + 62;
    int i62 = seed * 62;
    long l63 = seed + 63;
    int i63 = seed * 63;
    long l64 = seed + 64;
    int i64 = seed * 64;
    long l65 = seed + 65;
    int i65 = seed * 65;
    long l66 = seed + 66;
    int i66 = seed * 66;
    long l67 = seed + 67;
    int i67 = seed * 67;
    long l68 = seed + 68;
    int i68 = seed * 68;
    long l69 = seed + 69;
    int i69 = seed * 69;
    String s = await(later("s"));
    long sum = s.length();
    i0++;
    i1++;
    i2++;
    i3++;
    i4++;
    i5++;
    i6++;
    i7++;
    i8++;
    i9++;
    i10++;
    i11++;
    i12++;
    i13++;
    i14++;
    i15++;
    i16++;
    i17++;
    i18++;
    i19++;
    i20++;
    i21++;
    i22++;
    i23++;
    i24++;
    i25++;
    i26++;
    i27++;
    i28++;
    i29++;
    i30++;
    i31++;
    i32++;
    i33++;
    i34++;
    i35++;
    i36++;
    i37++;
    i38++;
    i39++;
    i40++;
    i41++;
    i42++;
    i43++;
    i44++;
    i45++;
    i46++;
    i47++;
    i48++;
    i49++;
    i50++;
    i51++;
    i52++;
    i53++;
    i54++;
    i55++;
    i56++;
    i57++;
    i58++;
    i59++;
    i60++;
    i61++;
    i62++;
    i63++;
    i64++;
    i65++;
    i66++;
    i67++;
    i68++;
    i69++;
    sum += l0 * await(later(0));
    sum += l1;
    sum += l2;
    sum += l3;
    sum += l4;
    sum += l5 * await(later(5));
    sum += l6;
    sum += l7;
    sum += l8;
    sum += l9;
    sum += l10 * await(later(10));
    sum += l11;
    sum += l12;
    sum += l13;
    sum += l14;
    sum += l15 * await(later(15));
    sum += l16;
    sum += l17;
    sum += l18;
    sum += l19;
    sum += l20 * await(later(20));
    sum += l21;
    sum += l22;
    sum += l23;
    sum += l24;
    sum += l25 * await(later(25));
    sum += l26;
    sum += l27;
    sum += l28;
    sum += l29;
    sum += l30 * await(later(30));
    sum += l31;
    sum += l32;
    sum += l33;
    sum += l34;
    sum += l35 * await(later(35));
    sum += l36;
    sum += l37;
    sum += l38;
    sum += l39;
    sum += l40 * await(later(40));
    sum += l41;
    sum += l42;
    sum += l43;
    sum += l44;
    sum += l45 * await(later(45));
    sum += l46;
    sum += l47;
    sum += l48;
    sum += l49;
    sum += l50 * await(later(50));
    sum += l51;
    sum += l52;
    sum += l53;
    sum += l54;
    sum += l55 * await(later(55));
    sum += l56;
    sum += l57;
    sum += l58;
    sum += l59;
    sum += l60 * await(later(60));
    sum += l61;
    sum += l62;
    sum += l63;
    sum += l64;
    sum += l65 * await(later(65));
    sum += l66;
    sum += l67;
    sum += l68;
    sum += l69;
    i69 += 1000;
    await(later(s));
    return Future.of(sum
        + i0
        + i1
        + i2
        + i3
        + i4
        + i5
        + i6
        + i7
        + i8
        + i9
        + i10
        + i11
        + i12
        + i13
        + i14
        + i15
        + i16
        + i17
        + i18
        + i19
        + i20
        + i21
        + i22
        + i23
        + i24
        + i25
        + i26
        + i27
        + i28
        + i29
        + i30
        + i31
        + i32
        + i33
        + i34
        + i35
        + i36
        + i37
        + i38
        + i39
        + i40
        + i41
        + i42
        + i43
        + i44
        + i45
        + i46
        + i47
        + i48
        + i49
        + i50
        + i51
        + i52
        + i53
        + i54
        + i55
        + i56
        + i57
        + i58
        + i59
        + i60
        + i61
        + i62
        + i63
        + i64
        + i65
        + i66
        + i67
        + i68
        + i69);
  }
}
